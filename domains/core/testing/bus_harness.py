"""A running bus in a test: publish, let everything happen, look at what did."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar

from domains.core.bus.dispatcher import EventBus
from domains.core.bus.subscription import Subscription
from domains.core.database import Database, open_database
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.interfaces import EventBusConfig
from domains.core.kernel import Kernel
from domains.core.store import instances
from domains.core.store.schema import create_tables
from domains.core.tasks import TaskSupervisor
from domains.core.testing.clock import Span, SteppedClock, span_of
from domains.core.testing.database import FaultyDatabase
from domains.core.testing.expectations import Expected, Unwanted
from domains.core.testing.faults import FaultPlan
from domains.core.testing.record import Failure, Record
from domains.core.testing.settling import Settling

E = TypeVar("E", bound=BaseEvent)

PATIENCE_SECONDS = 30.0
"""Real time after which work that never ends is a failure of the test."""

MEMORY = "sqlite://"


class NotSettledError(AssertionError):
    """Something that the bus works on does not end."""


class BusHarness:
    """A kernel on a real database and a clock that stands still. Made by `harness`."""

    def __init__(
        self,
        database: Database,
        clock: SteppedClock,
        faults: FaultPlan,
        open_bus: Callable[[Database, TaskSupervisor], EventBus],
        *,
        is_clock_shared: bool,
    ) -> None:
        self.clock = clock
        self.faults = faults
        self.published = Record()
        faults.clock = clock
        self._database = FaultyDatabase(database, faults)
        self._settling = Settling(clock, self._database)
        self._open_bus = open_bus
        self._is_clock_shared = is_clock_shared
        self._subscriptions: list[Subscription] = []
        self.kernel = self._open()

    @property
    def bus(self) -> EventBus:
        """The bus of the present process."""
        return self.kernel.bus

    @property
    def failures(self) -> list[Failure]:
        """Every attempt of a handler that failed, oldest first."""
        return self.published.failures

    # -- the process ---------------------------------------------------------------------

    async def start(self, subscriptions: Iterable[Subscription] = ()) -> None:
        """Subscribe these, and nothing else, and begin to deliver."""
        self.add(subscriptions)
        await self.bus.initialize()

    def add(self, subscriptions: Iterable[Subscription]) -> None:
        """Subscribe with the plan's faults around the handlers."""
        added = [self.faults.over(subscription) for subscription in subscriptions]
        self.bus.add(added)
        self._subscriptions += added

    async def restart(self) -> None:
        """End the process without a farewell, as `kill -9` does, and start it again.

        What was published before stays on record. Subscriptions made with `bus.subscribe`
        are gone, like those of any process.
        """
        former = self.bus.instance_id
        await self.die()
        self.faults.revive()
        async with self._database.sound.writing() as connection:
            # Same process, same pid: only we know that this one is dead.
            await instances.remove(connection, [former])
        self.kernel = self._open()
        self.bus.add(self._subscriptions)
        await self.bus.initialize()

    async def die(self) -> None:
        """End the process without a farewell; its database stays open."""
        await self.kernel.supervisor.close()
        # A dead process's sockets are closed by its machine; here nobody else does it.
        await self.bus.engine._mirror.stop()  # noqa: SLF001

    async def close(self) -> None:
        """Shut the bus down, or clear away what a planned death has left."""
        if self.faults.is_dead:
            await self.die()
            await self._database.close()
        else:
            self.faults.is_away = False
            await self.kernel.close()

    # -- stimulus and time --------------------------------------------------------------

    async def publish(self, *events: BaseEvent) -> None:
        """Publish these, one after the other."""
        for event in events:
            await self.bus.publish(event)

    def redeliver(self, events: Sequence[BaseEvent]) -> None:
        """Hand events that were published once more to everybody, as a duplicate would come."""
        self.bus.engine.outbox.deliver(events)

    async def settle(self) -> None:
        """Return when all that can happen now has happened and is written down.

        That is: every delivery which is due, and whatever a task does that the clock has
        woken. Work that a plan keeps waiting on the clock cannot happen now, nor can what
        waits for it; while the database is away marks of completion stay unwritten; a dead
        process does nothing. Raises NotSettledError when something does not end at all.
        """
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._settling.of(self.kernel)
        except TimeoutError:
            raise NotSettledError(
                f"still at work: {self._settling.at_work()}; {self.published.describe()}"
            ) from None

    async def advance(self, span: Span) -> None:
        """Move the clock on, stopping to settle wherever somebody wakes, in order.

        Retries and scheduled events that come due on the way happen at their instant. Of a
        long span only a part of the heartbeats is waited for, unless the clock is shared.
        """
        await self._proceed(span_of(span), lambda: False)

    # -- assertions ---------------------------------------------------------------------

    def expect(self, event: type[E], **fields: Any) -> Expected[E]:
        """`await kit.expect(SomeEvent, user_id=7).within("5m")` is that event."""
        return Expected(self.published, self._proceed, event, fields)

    def expect_none(self, event: type[E], **fields: Any) -> Unwanted[E]:
        """`await kit.expect_none(SomeEvent).within("5m")`: on record is none, now or then."""
        return Unwanted(self.published, self._proceed, event, fields)

    # -- inside -------------------------------------------------------------------------

    def _open(self) -> Kernel:
        supervisor = TaskSupervisor(self.clock.unwatched())
        bus = self._open_bus(self._database, supervisor)
        bus.observe(self.published)
        if bus.unit_of_work is None:
            raise ValueError("a harness needs the event store: event_store_enabled is off")
        return Kernel(self._database, bus, bus.unit_of_work, self.clock, supervisor)

    async def _proceed(self, span: timedelta, is_enough: Callable[[], bool]) -> None:
        end = self.clock.now() + span
        await self.settle()
        while not is_enough() and (now := self.clock.now()) < end:
            stop = await self._settling.next_stop(span, every_round=self._is_clock_shared)
            self.clock.advance((min(stop, end) - now).total_seconds())
            await self.settle()


@asynccontextmanager
async def harness(
    url: str = MEMORY,
    subscriptions: Iterable[Subscription] | None = None,
    *,
    config: EventBusConfig | None = None,
    clock: SteppedClock | None = None,
    faults: FaultPlan | None = None,
    factory: EventFactory | None = None,
    open_bus: Callable[..., EventBus] = EventBus,
) -> AsyncIterator[BusHarness]:
    """A bus for one test; the subscriptions given are the only ones, and it runs.

    Without subscriptions it waits for `start`. The default database is an SQLite in memory
    with every table whose module is imported; any other one has its tables already. Several
    harnesses on one database share a `clock`. `open_bus` makes another bus than EventBus:
    RedisEventBus, or `partial(EventBus, mirror=FaultyMirror(…))`.
    """
    database = open_database(url)
    if url == MEMORY:
        await create_tables(database)

    def connected(database: Database, supervisor: TaskSupervisor) -> EventBus:
        return open_bus(
            config, database=database, clock=kit_clock, supervisor=supervisor, factory=factory
        )

    kit_clock = clock or SteppedClock()
    kit = BusHarness(
        database, kit_clock, faults or FaultPlan(), connected, is_clock_shared=clock is not None
    )
    try:
        if subscriptions is not None:
            await kit.start(subscriptions)
        yield kit
    finally:
        await kit.close()
