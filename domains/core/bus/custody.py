"""What this instance has in hand, and how it takes durable events up and gives them away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from domains.core.bus.completion import Completion
from domains.core.bus.deliverer import Deliverer
from domains.core.bus.delivery import Delivery
from domains.core.bus.gates import Gates
from domains.core.bus.lanes import Lanes
from domains.core.bus.pressure import Pressure
from domains.core.bus.workers import Workers
from domains.core.events.base import BaseEvent
from domains.core.store.deliveries import Sequences
from domains.core.store.partitions import partition_of

LET_GO_SECONDS = 5.0
"""How long deliveries of a partition may go on before they are left to its new holder."""


class Custody:
    """Answers the fetcher and the heartbeat."""

    def __init__(
        self,
        lanes: Lanes,
        workers: Workers,
        gates: Gates,
        pressure: Pressure,
        deliverer: Deliverer,
        completion: Completion,
    ) -> None:
        self._lanes = lanes
        self._workers = workers
        self._gates = gates
        self._pressure = pressure
        self._deliverer = deliverer
        self._completion = completion
        self._settled: set[tuple[UUID, str]] = set()

    # -- taking -------------------------------------------------------------------------

    def holds(self, event_id: UUID) -> bool:
        """Is the event in memory, or done and not written down yet?"""
        return event_id in self._workers.outstanding or event_id in self._completion

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Note what is settled inside: read from the log inside, it looks unfinished."""
        before = self._workers.on_settled

        def note(delivery: Delivery) -> None:
            self._settled.add(_id_of(delivery))
            before(delivery)

        self._workers.on_settled = note
        try:
            yield
        finally:
            self._workers.on_settled = before
            self._settled.clear()

    def accept(self, event: BaseEvent, left: Sequence[Delivery], size: int) -> None:
        """Take an event with what is left to do for it; with nothing left it is done."""
        late = [each for each in left if _id_of(each) in self._settled]
        left = [each for each in left if each not in late]
        if late and not left:
            return
        new = [delivery for delivery in left if not self._has(delivery)]
        if len(new) < len(left):  # some has begun, of an event that was given away meanwhile
            self._workers.outstanding.setdefault(event.event_id, len(left) - len(new))
        if new:
            self._workers.take(event, new, size)
        elif not left:
            self._completion.add(event.event_id)

    def _has(self, delivery: Delivery) -> bool:
        lane = self._lanes.line(delivery.subscription).lanes.get(delivery.key)
        return lane is not None and any(
            waiting.event.event_id == delivery.event.event_id for waiting in lane.queue
        )

    @property
    def is_full(self) -> bool:
        return self._pressure.is_full

    async def has_room(self) -> None:
        await self._pressure.has_room()

    # -- giving away --------------------------------------------------------------------

    def start_over(self) -> set[str]:
        """Forget every durable delivery that has not begun: they may be others' by now.

        Returns their keys: what comes now must wait until these have been fetched again.
        """
        return {delivery.key for delivery in self._workers.drop(self._deliverer.is_persisted)}

    async def let_go(self, partitions: Collection[int]) -> bool:
        """Finish what is in hand of these partitions as far as that is quick, forget the rest.

        False when something still runs: it is not interrupted, so they cannot be given away yet.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(LET_GO_SECONDS):
                while self._count(partitions):
                    await self._workers.progress()
        self._workers.drop(
            lambda delivery: (
                self._deliverer.is_persisted(delivery) and partition_of(delivery.key) in partitions
            )
        )
        await self._completion.flush()
        return not self._count(partitions)

    def _count(self, partitions: Collection[int]) -> int:
        return sum(
            1
            for line in self._lanes
            for key, lane in line.lanes.items()
            if partition_of(key) in partitions and self._deliverer.is_persisted(lane.queue[0])
        )

    @property
    def completing(self) -> asyncio.Lock:
        """While it is held nothing is marked done."""
        return self._completion.quiet

    # -- stopping -----------------------------------------------------------------------

    def blocked(self) -> frozenset[tuple[str, str]]:
        """Sequences that are blocked now. From this call on, notes what is parked."""
        self._workers.parked.clear()
        return frozenset(self._lanes.blocked)

    def block_exactly(self, before: frozenset[tuple[str, str]], now: Sequences) -> None:
        """Replace what was blocked `before`; what has been blocked since stays."""
        self._lanes.blocked -= before - now - self._parked
        self._lanes.blocked |= now

    def unblock(self, freed: Sequences) -> None:
        """What was parked of these is in hand again: go on, unless more was parked since."""
        self._lanes.blocked -= freed - self._parked

    @property
    def _parked(self) -> Sequences:
        return self._workers.parked | self._workers.parking

    @property
    def resting(self) -> frozenset[str]:
        """Subscriptions of which nothing begins now."""
        return self._gates.resting

    def pause(self, subscriptions: frozenset[str]) -> None:
        """Exactly these are paused from now on."""
        self._gates.pause(subscriptions)


def _id_of(delivery: Delivery) -> tuple[UUID, str]:
    return (delivery.event.event_id, delivery.subscription.name)
