"""The workers: they take deliveries out of the lanes and see each through to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from domains.core.bus.delivery import Deliverer
from domains.core.bus.lanes import Delivery, Lane, Lanes
from domains.core.bus.turns import Turns
from domains.core.clock import Clock
from domains.core.events.base import BaseEvent
from domains.core.tasks import TaskSupervisor

log = structlog.get_logger(__name__)

LANE_SLICE = 16
"""Deliveries a worker takes from one lane before others get their turn."""

DATABASE_AWAY = timedelta(seconds=1)
"""Pause of a lane when even its failure could not be written down."""


class Workers:
    """Runs deliveries: in order inside a lane, up to `limit` lanes at a time.

    Workers exist only while there is work: an idle bus costs nothing.
    """

    def __init__(
        self,
        deliverer: Deliverer,
        turns: Turns,
        clock: Clock,
        supervisor: TaskSupervisor,
        *,
        limit: int,
        completed: Callable[[UUID], None],
    ) -> None:
        self.lanes = Lanes()
        self.quiet = asyncio.Event()
        self.quiet.set()
        self.outstanding: dict[UUID, int] = {}
        self._deliverer = deliverer
        self._turns = turns
        self._clock = clock
        self._supervisor = supervisor
        self._limit = limit
        self._completed = completed
        self._hired = 0
        self._is_open = False
        self._resting: dict[tuple[str, str], datetime] = {}

    @property
    def hired(self) -> int:
        """How many work right now."""
        return self._hired

    @property
    def is_busy(self) -> bool:
        """Is anything running, or resting although its time has come?"""
        now = self._clock.now()
        return self._hired > 0 or any(at <= now for at in self._resting.values())

    def take(self, event: BaseEvent, deliveries: Sequence[Delivery]) -> None:
        """Accept the deliveries of one event. Never waits, never fails."""
        persisted = sum(self._deliverer.is_persisted(delivery) for delivery in deliveries)
        if persisted:
            known = self.outstanding.get(event.event_id, 0)
            self.outstanding[event.event_id] = known + persisted
        self._turns.started(event, len(deliveries))
        for delivery in deliveries:
            self.lanes.push(delivery)
        self._hire()

    def open(self) -> None:
        """Begin to work. What was taken before has waited in its lanes."""
        self._is_open = True
        self._hire()

    def close(self) -> None:
        """Begin nothing new. What runs may end."""
        self._is_open = False

    def _hire(self) -> None:
        if not self._is_open or self._supervisor.is_closing:
            return
        for _ in range(min(self.lanes.ready, self._limit - self._hired)):
            self._hired += 1
            self.quiet.clear()
            self._supervisor.spawn("bus.worker", self._work())

    async def _work(self) -> None:
        try:
            while self._is_open and (lane := self.lanes.next()) is not None:
                await self._serve(lane)
        finally:
            self._hired -= 1
            if not self._hired:
                self.quiet.set()

    async def _serve(self, lane: Lane) -> None:
        for _ in range(LANE_SLICE):
            delivery = lane.queue[0]
            resume_at = await self._see_through(delivery)
            if resume_at is not None:
                self.lanes.wait(lane)
                self._resting[lane.id] = resume_at
                self._supervisor.spawn("bus.retry", self._resume(lane, resume_at))
                return
            self._settled(delivery)
            if not self.lanes.advance(lane):
                return
            if not self._is_open:
                break
        self.lanes.release(lane)

    async def _see_through(self, delivery: Delivery) -> datetime | None:
        """None when the delivery is settled, else when to try again."""
        if delivery.not_before is not None and delivery.not_before > self._clock.now():
            return delivery.not_before
        try:
            if self.lanes.is_blocked(delivery.lane_id):
                await self._deliverer.park(delivery)
                return None
            delivery.not_before = await self._deliverer.attempt(delivery)
        except Exception:  # the failure could not be written down: the database is away
            log.exception("bus.database_away", subscription=delivery.subscription.name)
            return self._clock.now() + DATABASE_AWAY
        return delivery.not_before

    async def _resume(self, lane: Lane, at: datetime) -> None:
        await self._clock.sleep_until(at)
        del self._resting[lane.id]
        self.lanes.release(lane)
        self._hire()

    def _settled(self, delivery: Delivery) -> None:
        if delivery.is_dead:
            self.lanes.block(delivery.lane_id)
        self._turns.finished(delivery.event)
        if not self._deliverer.is_persisted(delivery):
            return
        event_id = delivery.event.event_id
        left = self.outstanding[event_id] - 1
        if left:
            self.outstanding[event_id] = left
            return
        del self.outstanding[event_id]
        self._completed(event_id)
