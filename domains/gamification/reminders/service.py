"""Finds the streaks that are about to end, and says whether one still is."""

from __future__ import annotations

from datetime import datetime, timedelta

from domains.core.events import StreakEndangeredEvent
from domains.core.unit_of_work import UnitOfWork
from domains.gamification.reminders.repository import Endangered, EndangeredStreaks
from domains.gamification.streaks.service import Streaks

SHORTEST = 2
"""Days of a run worth reminding of."""
AHEAD, WINDOW = timedelta(hours=6), timedelta(hours=1)
"""Announced five to six hours ahead: early enough to ring before a quiet night begins."""
BATCH = 500


class Reminders:
    """Announces, once an hour, the runs whose last hours have begun."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._rows = EndangeredStreaks()
        self._streaks = Streaks()

    async def announce(self, hour: datetime) -> int:
        """Publish StreakEndangeredEvent for runs that end 5 to 6 h after `hour`, UTC. How many.

        Done again after a crash it publishes again: the reader has a key for each deadline.
        """
        until, last, count = hour + AHEAD, None, 0
        while True:
            async with self._uow() as tx:
                batch = await self._rows.between(tx, until - WINDOW, until, SHORTEST, last, BATCH)
                for each in batch:
                    tx.publish(_event(each))
            count += len(batch)
            if len(batch) < BATCH:
                return count
            last = batch[-1]

    async def is_endangered(self, user_id: int, deadline_at: datetime) -> bool:
        """Does somebody's run still end at this deadline? Not after they acted or it broke."""
        async with self._uow.reading() as tx:
            streak = await self._streaks.present(tx, user_id)
            return (
                streak is not None
                and streak.length >= SHORTEST
                and streak.deadline_at == deadline_at
                and tx.now < deadline_at
            )


def _event(each: Endangered) -> StreakEndangeredEvent:
    return StreakEndangeredEvent(
        user_id=each.user_id,
        days=each.days,
        deadline_at=each.deadline_at,
        timezone=each.timezone,
    )
