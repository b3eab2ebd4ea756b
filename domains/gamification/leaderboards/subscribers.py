"""What the boards hear."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect, reaction
from domains.core.events import (
    DayPassedEvent,
    HourPassedEvent,
    PointsAwardedEvent,
    StreakUpdatedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
)
from domains.gamification.leaderboards.archive.service import Archive
from domains.gamification.leaderboards.service import Scoring


class LeaderboardSubscribers:
    """Counted once per event by the inbox.

    Not grouped: players of one group would hold the histogram's rows in no common order.
    """

    def __init__(self, scoring: Scoring, archive: Archive) -> None:
        self._scoring = scoring
        self._archive = archive

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything the boards hear."""
        return (
            effect(
                "gamification.score_on_points_awarded",
                PointsAwardedEvent,
                self._score,
                is_grouped=False,
            ),
            effect(
                "gamification.score_on_streak_updated",
                StreakUpdatedEvent,
                self._streak,
                is_grouped=False,
            ),
            effect("gamification.name_on_user_registered", UserRegisteredEvent, self._register),
            effect("gamification.name_on_profile_updated", UserProfileUpdatedEvent, self._rename),
            effect(
                "gamification.close_boards_on_hour", HourPassedEvent, self._close, is_grouped=False
            ),
            reaction("gamification.retire_boards_on_day", DayPassedEvent, self._retire),
        )

    async def _score(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        if event.xp_amount:
            at = event.occurred_at or event.timestamp
            await self._scoring.earned(tx, event.user_id, event.xp_amount, at)

    async def _streak(self, event: StreakUpdatedEvent, tx: Transaction) -> None:
        days, at = event.current_streak, event.timestamp
        await self._scoring.streak_is(tx, event.user_id, days, at)

    async def _register(self, event: UserRegisteredEvent, tx: Transaction) -> None:
        await self._scoring.call(tx, event.user_id, event.first_name)

    async def _rename(self, event: UserProfileUpdatedEvent, tx: Transaction) -> None:
        if event.first_name is not None:
            await self._scoring.call(tx, event.user_id, event.first_name)

    async def _close(self, event: HourPassedEvent, tx: Transaction) -> None:
        await self._archive.close_due(tx)

    async def _retire(self, event: DayPassedEvent) -> None:
        await self._archive.retire()
