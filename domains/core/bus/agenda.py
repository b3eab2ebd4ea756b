"""The agenda: publishes what was scheduled when it is due, and the passages of time."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta

import structlog

from domains.core.bus.ticks import Ticks
from domains.core.clock import Clock
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.interfaces import EventSerializationError
from domains.core.store import schedule
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.core.waiting import Interruptible

log = structlog.get_logger(__name__)

AFTER_OTHERS = timedelta(seconds=1)
"""When to look again while another instance publishes, or cancels, what is due."""

BATCH = 100
"""Events published in one transaction."""


class Agenda:
    """Sleeps until something is due; wakes early when something earlier is scheduled here.

    What another instance has scheduled is learnt with the next heartbeat, by `glance`. An
    event leaves the schedule in the transaction that publishes it. On PostgreSQL the
    instances take turns, so events are published in the order in which they are due.
    """

    def __init__(self, unit_of_work: UnitOfWork, clock: Clock, factory: EventFactory) -> None:
        self._uow = unit_of_work
        self._clock = clock
        self._factory = factory
        self._ticks = Ticks(unit_of_work)
        self._wait = Interruptible()
        self._looking = asyncio.Lock()
        self._next_look: datetime | None = None
        self._asleep_until: datetime | None = None
        self._has_begun = False

    async def run(self) -> None:
        """Publish what is due, for ever."""
        while True:
            self._asleep_until = await self.look()
            try:
                await self._wait.until(self._clock, self._asleep_until)
            finally:
                self._asleep_until = None

    def remind(self, at: datetime) -> None:
        """Something was scheduled here for `at`."""
        if self._next_look is None or at < self._next_look:
            self._next_look = at
        if self._asleep_until is not None and at < self._asleep_until:
            self._wait.interrupt()

    @property
    def is_due(self) -> bool:
        """Is it time to look, or is somebody looking?"""
        if self._looking.locked():
            return True
        return self._next_look is not None and self._next_look <= self._clock.now()

    async def look(self) -> datetime:
        """Publish everything that is due by now. Returns when to look again."""
        async with self._looking:
            self._next_look = None
            next_tick = await self._ticks.publish(self._clock.now())
            next_due = await self._next_due()
            while self._is_waiting(next_due) and await self._publish_due():
                next_due = await self._next_due()
            now = self._clock.now()
            planned = next_tick
            if next_due is not None:
                # Due, and still there: it is in another instance's hands.
                planned = min(planned, next_due if next_due > now else now + AFTER_OTHERS)
            return self._plan(planned)

    def _plan(self, at: datetime) -> datetime:
        self.remind(at)
        return self._next_look or at  # a reminder may have come while we looked

    async def glance(self) -> None:
        """Learn of what others have scheduled meanwhile."""
        next_due = await self._next_due()
        if next_due is not None:
            self.remind(next_due)

    async def _next_due(self) -> datetime | None:
        async with self._uow.reading() as tx:
            return await schedule.next_due(tx)

    def _is_waiting(self, next_due: datetime | None) -> bool:
        if not self._has_begun:
            return True
        return next_due is not None and next_due <= self._clock.now()

    async def _publish_due(self) -> bool:
        """False when it was in other hands."""
        async with self._uow() as tx:
            if not await schedule.take_turn(tx):
                return False
            if not self._has_begun:
                await schedule.forgive(tx)
            rows = await schedule.take_due(tx, tx.now, BATCH)
            done = await schedule.published(tx, [row.event_id for row in rows])
            events = [await self._read(tx, row) for row in rows if row.event_id not in done]
            for event in events:
                if event is not None:
                    tx.publish(event.model_copy(update={"timestamp": tx.now}))
                    done.add(event.event_id)
            if done:
                await schedule.remove(tx, done)
        has_begun, self._has_begun = self._has_begun, True
        return bool(rows) or not has_begun

    async def _read(self, tx: Transaction, row: schedule.ScheduledEvent) -> BaseEvent | None:
        try:
            return self._decode(row)
        except Exception as error:  # whatever is wrong with one row, the others go on
            # It stays, marked, for operators; the next instance that starts tries it again.
            log.exception("event.unreadable", event_id=str(row.event_id), error=str(error))
            reason = f"{type(error).__name__}: {error}"
            await schedule.mark_unreadable(tx, row.event_id, reason)
            return None

    def _decode(self, row: schedule.ScheduledEvent) -> BaseEvent:
        event = self._factory.decode(json.loads(row.wire))
        if event.event_id != row.event_id:
            raise EventSerializationError(f"this is event {event.event_id}", row.event_id)
        return event
