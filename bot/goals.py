"""A player at a glance: what they have, and what is nearly theirs.

Every room may add a source of goals in `bot/app.py`; the nearest ones are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from domains.gamification.inventory.service import BagService
from domains.gamification.leaderboards.model import BoardKind
from domains.gamification.leaderboards.service import Leaderboards
from domains.gamification.rules.service import Rulebook
from domains.gamification.service import GamificationService, Profile
from domains.gamification.shop.service import Shop

SHOWN = 3
FARTHEST_MILESTONE = 366


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to reach: `done` of `whole`. Worded by the catalogue's `goal.<kind>`.

    `params` fills the text in, not escaped, beside `missing`; `code` names an achievement.
    """

    kind: str
    done: int
    whole: int
    params: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """What is left to do."""
        return max(0, self.whole - self.done)

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return min(1.0, self.done / self.whole) if self.whole > 0 else 1.0


class GoalSource(Protocol):
    """A room that knows what a player may reach there."""

    async def goals(self, user_id: int, profile: Profile) -> Sequence[Goal]:
        """What is open to somebody now, in any order; `profile` is theirs, just read."""
        ...


class LevelGoals:
    """The next level."""

    async def goals(self, user_id: int, profile: Profile) -> Sequence[Goal]:
        """One, or none at the top."""
        if profile.next_level_xp is None:
            return ()
        done = profile.xp - profile.level_floor_xp
        return (Goal("level", done, profile.level_span, {"level": profile.level + 1}),)


class StreakGoals:
    """The next day of a run that pays something."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book

    async def goals(self, user_id: int, profile: Profile) -> Sequence[Goal]:
        """One, for somebody with a run."""
        streak = profile.streak
        days = range(streak + 1, streak + FARTHEST_MILESTONE)
        milestone = next((day for day in days if self._book.now.milestone(day)), None)
        if not streak or milestone is None:
            return ()
        return (Goal("streak", streak, milestone, {"days": milestone}),)


class AchievementGoals:
    """Achievements that are on the way; what is hidden stays hidden."""

    def __init__(self, game: GamificationService) -> None:
        self._game = game

    async def goals(self, user_id: int, profile: Profile) -> Sequence[Goal]:
        """Every open one with a beginning."""
        return tuple(
            Goal("achievement", view.steps, view.goal, {"code": view.code})
            for view in await self._game.achievements_view(user_id)
            if view.unlocked_at is None and view.code and 0 < view.steps < view.goal
        )


class ItemGoals:
    """Things of the shop that somebody may buy and cannot pay yet."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def goals(self, user_id: int, profile: Profile) -> Sequence[Goal]:
        """Every one that nothing but besitos keeps from them."""
        return tuple(
            Goal("item", offer.balance, offer.label.price, {"code": offer.offer.item})
            for offer in await self._shop.offers(user_id)
            if not offer.missing and offer.label.stock != 0 and offer.left != 0
        )


@dataclass(frozen=True, slots=True)
class Glance:
    """What the profile shows.

    `rank` is this week's place, None without one; `worn` is slot → thing: a title, a frame.
    """

    profile: Profile
    rank: int | None
    goals: tuple[Goal, ...]
    worn: Mapping[str, str] = field(default_factory=dict)


class Glances:
    """Asks everybody who knows something about a player."""

    def __init__(
        self,
        game: GamificationService,
        boards: Leaderboards,
        bag: BagService,
        sources: Sequence[GoalSource],
    ) -> None:
        self._game = game
        self._boards = boards
        self._bag = bag
        self._sources = sources

    async def of(self, user_id: int) -> Glance:
        """A player with the nearest goals, one of a kind, the nearest first."""
        profile = await self._game.profile(user_id)
        nearest = []
        for source in self._sources:
            found = await source.goals(user_id, profile)
            goals = [goal for goal in found if goal.missing]
            if goals:
                nearest.append(max(goals, key=lambda goal: goal.share))
        nearest.sort(key=lambda goal: -goal.share)
        rank = await self._boards.own_rank(BoardKind.WEEK, user_id)
        worn = (await self._bag.bag(user_id)).worn
        return Glance(profile, rank, tuple(nearest[:SHOWN]), worn)
