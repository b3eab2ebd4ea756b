"""Passages of time: every hour, day and week of UTC is published once, when it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import structlog

from domains.core.events.base import BaseEvent
from domains.core.events.time import DayPassedEvent, HourPassedEvent, WeekPassedEvent
from domains.core.store import schedule
from domains.core.unit_of_work import Transaction, UnitOfWork

log = structlog.get_logger(__name__)

_MONDAY = datetime.fromisoformat("1970-01-05T00:00+00:00")


@dataclass(frozen=True, slots=True)
class Period:
    """A kind of passage. After a long sleep the latest `most` are published, oldest first."""

    name: str
    length: timedelta
    most: int
    event: Callable[[UUID, datetime], BaseEvent]

    def start_of(self, instant: datetime) -> datetime:
        """The beginning of the period that contains the instant."""
        return instant - (instant - _MONDAY) % self.length

    def passed(self, start: datetime) -> BaseEvent:
        """The event that the period which began at `start` is over, always with the same id."""
        return self.event(event_id(self.name, start, start + self.length), start)


PERIODS = (
    Period(
        "hour",
        timedelta(hours=1),
        1,
        lambda event_id, start: HourPassedEvent(event_id=event_id, started_at=start),
    ),
    Period(
        "day",
        timedelta(days=1),
        31,
        lambda event_id, start: DayPassedEvent(event_id=event_id, started_at=start),
    ),
    Period(
        "week",
        timedelta(weeks=1),
        8,
        lambda event_id, start: WeekPassedEvent(event_id=event_id, started_at=start),
    ),
)


class Ticks:
    """Any number of instances publish each passage once.

    Two locks see to that: the row of `core_tick`, moved in the same transaction, and the
    event's id, which the log takes once.
    """

    def __init__(self, unit_of_work: UnitOfWork) -> None:
        self._uow = unit_of_work
        self._next: datetime | None = None

    async def publish(self, now: datetime) -> datetime:
        """Publish what is over by `now` and not published yet. Returns the next change of hour.

        The first time there was nothing before: only what passes from now on is published.
        """
        if self._next is not None and now < self._next:
            return self._next
        async with self._uow.reading() as tx:
            last = {period: await schedule.last_tick(tx, period.name) for period in PERIODS}
        for period, before in last.items():
            until = period.start_of(now)
            if before is None or before < until:
                await self._publish(period, before, until)
        hour = PERIODS[0]
        self._next = hour.start_of(now) + hour.length
        return self._next

    async def _publish(self, period: Period, before: datetime | None, until: datetime) -> None:
        async with self._uow() as tx:
            if before is None:
                await schedule.begin_ticks(tx, period.name, until)
            elif await schedule.move_tick(tx, period.name, before, until):
                await self._publish_between(tx, period, before, until)

    async def _publish_between(
        self, tx: Transaction, period: Period, before: datetime, until: datetime
    ) -> None:
        count = (until - before) // period.length
        if count > period.most > 1:
            log.warning("time.passed_unseen", period=period.name, count=count - period.most)
        shown = min(count, period.most)
        passed = [period.passed(until - period.length * back) for back in range(shown, 0, -1)]
        known = await schedule.published(tx, [event.event_id for event in passed])
        for event in passed:
            if event.event_id not in known:
                tx.publish(event)


def event_id(period: str, start: datetime, end: datetime) -> UUID:
    """A UUID of version 7 that depends on nothing but the period: ordered by its end."""
    digest = int.from_bytes(sha256(f"{period}:{start.isoformat()}".encode()).digest()[:10])
    milliseconds = int(end.timestamp() * 1_000)
    high = (milliseconds << 16) | 0x7000 | (digest >> 68 & 0xFFF)
    low = (0b10 << 62) | (digest & (1 << 62) - 1)
    return UUID(int=(high << 64) | low)
