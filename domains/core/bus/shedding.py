"""Making room when what fills the memory cannot move.

The deliveries of a paused subscription, or of one whose breaker is open, wait in memory. Were
they all that there is room for, nothing else would be fetched any more. So a full bus parks
them in the database; a heartbeat takes them up again, in their order, once their subscription
moves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice, takewhile

from domains.core.bus.custody import Custody
from domains.core.bus.delivery import Delivery
from domains.core.bus.lane import Lane
from domains.core.bus.lanes import Lanes
from domains.core.bus.pressure import Pressure
from domains.core.bus.workers import Workers
from domains.core.clock import Clock
from domains.core.database import Database
from domains.core.store import deliveries

BATCH = 500
"""Deliveries parked in one transaction."""


class Shedding:
    """Sheds as soon as the bus is full, and at each look while it is."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        lanes: Lanes,
        workers: Workers,
        pressure: Pressure,
        custody: Custody,
        is_persisted: Callable[[Delivery], bool],
    ) -> None:
        self._database = database
        self._clock = clock
        self._lanes = lanes
        self._workers = workers
        self._pressure = pressure
        self._custody = custody
        self._is_persisted = is_persisted
        self._wake = asyncio.Event()
        pressure.on_full = self.look

    def look(self) -> None:
        """Shed soon, if the bus is full."""
        self._wake.set()

    async def run(self) -> None:
        """Make room whenever there is none, for ever."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._pressure.is_full and self._workers.may_begin() and await self.shed():
                pass

    async def shed(self) -> bool:
        """Park some of what rests. False when there was nothing to park."""
        async with self._custody.completing:  # nobody may free these before they have left here
            taken = self._take()
            try:
                if taken:
                    await self._write(self._clock.now(), (d for _, some in taken for d in some))
            except BaseException:
                for lane, _ in taken:
                    self._lanes.release(lane)
                raise
            for lane, some in taken:
                self._leave(lane, some)
        return bool(taken)

    def _take(self) -> list[tuple[Lane, list[Delivery]]]:
        """Lanes that rest, and the deliveries at their heads: from now on they are ours."""
        taken: list[tuple[Lane, list[Delivery]]] = []
        room = BATCH
        for ready in (r for line in self._lanes if line.is_suspended for r in line.ready.values()):
            for _ in range(len(ready)):
                if not room:
                    return taken
                lane = ready.popleft()
                some = list(takewhile(self._is_persisted, islice(lane.queue, room)))
                if some:
                    lane.begun = len(some)
                    room -= len(some)
                    taken.append((lane, some))
                else:
                    ready.append(lane)
        return taken

    async def _write(self, now: datetime, chosen: Iterable[Delivery]) -> None:
        waiting = [
            deliveries.Unfinished(
                each.event.event_id,
                each.subscription.name,
                each.key,
                deliveries.PARKED,
                each.attempts,
                None,
            )
            for each in chosen
        ]
        async with self._database.writing() as connection:
            await deliveries.park(connection, waiting, now)

    def _leave(self, lane: Lane, parked: Iterable[Delivery]) -> None:
        self._lanes.blocked.add(lane.id)  # what follows is parked behind them
        self._workers.parked.add(lane.id)
        for delivery in parked:
            self._workers.settled(delivery)
            if not self._lanes.advance(lane):
                return
        self._lanes.release(lane)
