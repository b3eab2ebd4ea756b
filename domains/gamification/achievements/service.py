"""Counting and unlocking."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from domains.core.events import (
    AchievementRevokedEvent,
    AchievementUnlockedEvent,
    BaseEvent,
)
from domains.core.events.identity import new_event_id
from domains.core.unit_of_work import Transaction
from domains.gamification.achievements.errors import UnknownAchievementError
from domains.gamification.achievements.model import (
    Achievement,
    AchievementView,
    Catalogue,
    Cause,
    HandGiven,
    Progress,
    Standing,
    Unlock,
)
from domains.gamification.achievements.repository import AchievementRows, Definitions
from domains.gamification.rewards.service import Rewards

REWARD = "achievement"
"""The ledger's rule code for what a tier pays."""
LONGEST_NOTE = 200
"""Characters kept beside what was given or taken; the audit keeps all."""
REVIEW = "achievement_review"
"""As `REWARD`, for what was earned before the achievement was there."""


class Achievements:
    """Every method works inside the caller's transaction.

    Definitions are those of the program and, over them, those in the database. Whoever counts
    looks whether there are newer ones: what is added on one instance holds on all, at once.
    """

    def __init__(self, catalogue: Catalogue, rewards: Rewards) -> None:
        self._own = catalogue
        self._revision = 0
        self.catalogue = catalogue
        self._rewards = rewards
        self._rows = AchievementRows()
        self._definitions = Definitions()

    async def define(self, tx: Transaction, achievement: Achievement) -> None:
        """Add a definition, or lower the goals of one.

        Raises InvalidCatalogueError for a change that would be unfair to those who have begun.
        """
        catalogue = await self.present(tx)
        former = catalogue.get(achievement.code, achievement.version)
        if former is not None:
            achievement.check_follows(former)
        catalogue.overlaid([achievement])
        await self._definitions.put(tx, achievement)

    async def present(self, tx: Transaction) -> Catalogue:
        """The definitions that hold now."""
        revision = await self._definitions.revision(tx)
        if revision != self._revision:
            self.catalogue = self._own.overlaid(await self._definitions.all(tx))
            self._revision = revision
        return self.catalogue

    async def count(self, tx: Transaction, user_id: int, event: BaseEvent) -> None:
        """Move every counter that this event moves, and unlock what is complete.

        Unlock, reward and event commit together, tier after tier. Call it once per event.
        """
        catalogue = await self.present(tx)
        codes = catalogue.moved_by(event)
        if not codes:
            return
        known = await self._rows.lock(tx, user_id, codes)
        moved = _moved(catalogue, codes, known, event)
        if new := [before for _, before, _ in moved if not before.state]:
            await self._rows.begin(tx, user_id, new)
            # Somebody else may have begun at the same moment: what they counted counts.
            known = await self._rows.lock(tx, user_id, codes)
            moved = _moved(catalogue, codes, known, event)
        await self._rows.save(tx, user_id, [after for _, _, after in moved])
        for achievement, before, after in moved:
            for tier in achievement.crossed(before.steps, after.steps):
                cause = Cause(event.event_id, event.timestamp)
                await self.unlock(tx, user_id, achievement, tier, cause)

    async def unlock(
        self, tx: Transaction, user_id: int, achievement: Achievement, tier: int, cause: Cause
    ) -> int | None:
        """Unlock a tier and pay for it: what it paid, None when it was unlocked before."""
        is_new = await self._rows.unlock(tx, user_id, achievement, tier, cause)
        if not is_new:
            return None
        reward = achievement.tiers[tier - 1].reward
        english = achievement.words.get("en")
        tx.publish(
            AchievementUnlockedEvent(
                user_id=user_id,
                achievement_id=achievement.code,
                achievement_name=english.name if english else "",
                achievement_category=achievement.category,
                tier=tier,
                points_reward=reward,
                unlock_timestamp=cause.at,
                is_silent=cause.is_silent,
            )
        )
        key = f"achievement:{achievement.code}:{tier}"
        rule = REVIEW if cause.is_silent else REWARD
        await self._rewards.give(tx, user_id, reward, key, rule, cause.at)
        return reward

    async def grant(
        self, tx: Transaction, user_id: int, code: str, tier: int, *, decided_by: int, note: str
    ) -> bool:
        """Give one by hand; False when they have it. Raises UnknownAchievementError."""
        achievement = (await self.present(tx)).get(code)
        if achievement is None or not achievement.is_manual or tier > len(achievement.tiers):
            raise UnknownAchievementError(achievement=code)
        cause = Cause(new_event_id(), tx.now, decided_by=decided_by, note=note[:LONGEST_NOTE])
        paid = await self.unlock(tx, user_id, achievement, tier, cause)
        return paid is not None

    async def revoke(
        self, tx: Transaction, user_id: int, code: str, decided_by: int, note: str
    ) -> int:
        """Take one away for good, with name and reason; how many tiers. Pays nothing back."""
        tiers = await self._rows.revoke(tx, user_id, code, decided_by, note[:LONGEST_NOTE])
        if tiers:
            tx.publish(
                AchievementRevokedEvent(
                    user_id=user_id, achievement_id=code, tiers=tiers, reason=note
                )
            )
        return tiers

    async def by_hand(self, tx: Transaction, user_id: int) -> tuple[HandGiven, ...]:
        """All that is given by hand, and how somebody stands to each tier."""
        catalogue = await self.present(tx)
        known = await self._rows.standings_of(tx, user_id)
        free = (Standing.FREE, None)
        return tuple(
            HandGiven(
                each.code,
                number,
                len(each.tiers),
                tier.reward,
                {language: words.name for language, words in each.words.items()},
                *known.get((each.code, number), free),
            )
            for each in catalogue.newest
            if each.is_manual
            for number, tier in enumerate(each.tiers, 1)
        )

    async def gallery(self, tx: Transaction, user_id: int) -> tuple[AchievementView, ...]:
        """Every achievement with the player's progress, in the order of the catalogue.

        What is secret is not in it until it is unlocked; of what is hidden only the place is.
        """
        catalogue = await self.present(tx)
        begun = await self._rows.progress_of(tx, user_id)
        unlocked = {(u.code, u.tier): u for u in await self._rows.unlocks_of(tx, user_id)}
        holders = await self._rows.holders(tx)
        views = []
        for newest in catalogue.newest:
            known = begun.get(newest.code, [])
            achievement = catalogue.of_player(newest.code, (p.version for p in known)) or newest
            view = _view(achievement, known, unlocked, tx.now)
            share = holders.get((view.code, view.tier), 0 if holders else None)
            is_known = view.tier > 1 or view.unlocked_at is not None
            if achievement.visibility == "public" or is_known:
                views.append(replace(view, holders_bps=share))
            elif achievement.visibility == "hidden":
                masked = replace(view, code="", steps=0, goal=1, reward=0, tiers=1, words={})
                views.append(masked)
        return tuple(views)

    async def unlocks(self, tx: Transaction, user_id: int) -> list[Unlock]:
        """Everything somebody unlocked, newest first."""
        return await self._rows.unlocks_of(tx, user_id)

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """What is kept about somebody, but for the names of what they may not know of yet."""
        catalogue = await self.present(tx)
        known = {unlock.code for unlock in await self.unlocks(tx, user_id)}
        secret = {a.code for a in catalogue.newest if a.visibility != "public"} - known
        tables = await self._rows.export(tx, user_id)
        return {
            name: [row for row in rows if row["code"] not in secret]
            for name, rows in tables.items()
        }


def _moved(
    catalogue: Catalogue, codes: list[str], known: dict[str, list[Progress]], event: BaseEvent
) -> list[tuple[Achievement, Progress, Progress]]:
    """Each definition that the event moves, with the progress before and after."""
    moved = []
    for code in codes:
        begun = known.get(code, [])
        achievement = catalogue.of_player(code, (p.version for p in begun))
        if achievement is None:
            continue
        before = _find(begun, achievement, event.timestamp)
        after = achievement.fold(before.state, event)
        if after is not before.state:
            moved.append((achievement, before, replace(before, state=after)))
    return moved


def _find(begun: list[Progress], achievement: Achievement, at: datetime) -> Progress:
    period = achievement.period_of(at)
    for each in begun:
        if (each.version, each.period) == (achievement.version, period):
            return each
    return Progress(achievement.code, achievement.version, period)


def _view(
    achievement: Achievement,
    known: list[Progress],
    unlocked: dict[tuple[str, int], Unlock],
    now: datetime,
) -> AchievementView:
    tiers = len(achievement.tiers)
    code = achievement.code
    tier = next((n for n in range(1, tiers + 1) if (code, n) not in unlocked), tiers)
    done = unlocked.get((code, tier))
    return AchievementView(
        code=code,
        category=achievement.category,
        tier=tier,
        tiers=tiers,
        steps=_find(known, achievement, now).steps,
        goal=achievement.tiers[tier - 1].goal,
        reward=achievement.tiers[tier - 1].reward,
        unlocked_at=done.unlocked_at if done else None,
        words=achievement.words,
    )
