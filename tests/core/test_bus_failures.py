"""What must not break the bus: its database away, odd handlers, two flushes at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
import sqlalchemy as sa

from domains.core import (
    EventBus,
    EventBusConfig,
    Kernel,
    PointsAwardedEvent,
    ServiceStartedEvent,
    Transaction,
    effect,
    reaction,
)
from domains.core.bus.completion import Completion
from domains.core.bus.delivery import Delivery
from domains.core.clock import VirtualClock
from domains.core.database import open_database
from domains.core.events import BaseEvent
from domains.core.store import deliveries
from domains.core.store.tables import delivery, event_log
from domains.core.tasks import TaskSupervisor
from domains.core.testing import FaultyDatabase
from tests.core.test_bus import pending, points


@pytest.fixture
async def fickle(prepared_url: str) -> AsyncIterator[FaultyDatabase]:
    database = FaultyDatabase(open_database(prepared_url))
    yield database
    await database.close()


async def test_a_handler_that_ends_cancelled_is_retried_and_its_key_flows(
    kernel: Kernel, clock: VirtualClock
) -> None:
    tried: list[int] = []

    async def gives_way(event: PointsAwardedEvent) -> None:
        tried.append(event.points_amount)
        if tried == [1]:
            raise asyncio.CancelledError  # some task the handler waited for was cancelled

    kernel.bus.add([reaction("test.gives_way", PointsAwardedEvent, gives_way)])
    await kernel.bus.initialize()
    for amount in (1, 2):
        await kernel.bus.publish(points(7, amount))
        await kernel.bus.settle()
    clock.advance(1)
    await kernel.bus.settle()
    assert tried == [1, 1, 2]
    assert await pending(kernel) == 0


async def test_a_database_that_was_away_burns_no_attempts_and_blocks_nobody(
    fickle: FaultyDatabase, clock: VirtualClock
) -> None:
    supervisor = TaskSupervisor()
    bus = EventBus(database=fickle, clock=clock, supervisor=supervisor)
    seen: list[int] = []
    stumble = iter([ValueError("once, after the outage")])

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        for error in stumble:
            raise error
        seen.append(event.points_amount)

    bus.add([effect("test.note", PointsAwardedEvent, note)])
    await bus.initialize()
    await bus.publish(points(7, 1))
    fickle.faults.is_away = True
    for _ in range(20):
        await _settle_lanes(bus)
        clock.advance(2)
    fickle.faults.is_away = False
    for _ in range(5):
        await bus.settle()
        clock.advance(10)
    await bus.publish(points(7, 2))
    await bus.settle()
    assert seen == [1, 2]
    await supervisor.close()


async def test_an_event_published_beside_an_open_transaction_is_handled(kernel: Kernel) -> None:
    handled = asyncio.Event()

    async def count(event: ServiceStartedEvent, tx: Transaction) -> None:
        handled.set()

    kernel.bus.add([effect("test.count", ServiceStartedEvent, count)])
    await kernel.bus.initialize()
    async with kernel.uow():
        await kernel.bus.publish(ServiceStartedEvent(service_name="a", service_version="1"))
    async with asyncio.timeout(2):
        await handled.wait()


async def test_an_observer_that_fails_disturbs_nobody(kernel: Kernel) -> None:
    seen: list[int] = []

    class Broken:
        def published(self, event: BaseEvent) -> None:
            raise RuntimeError("observer")

        def handled(self, delivery: Delivery, seconds: float, error: Exception | None) -> None:
            raise RuntimeError("observer")

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    kernel.bus.add([reaction("test.note", PointsAwardedEvent, note)])
    kernel.bus.observe(Broken())
    await kernel.bus.initialize()
    await kernel.bus.publish(points(7, 1))
    await kernel.bus.settle()
    assert seen == [1]
    assert await pending(kernel) == 0


async def test_an_event_taken_up_again_while_in_hand_is_not_handled_twice(kernel: Kernel) -> None:
    seen: list[int] = []
    go_on = asyncio.Event()

    async def slow(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)
        await go_on.wait()

    kernel.bus.add([reaction("test.slow", PointsAwardedEvent, slow)])
    await kernel.bus.initialize()
    event = points(7, 1)
    await kernel.bus.publish(event)
    # Another instance took it while we stood still, and died: it comes back to us.
    durable = kernel.bus.engine.durable
    assert durable is not None
    await durable.fetcher.fetch(["7"])
    go_on.set()
    await kernel.bus.publish(points(7, 2))
    async with asyncio.timeout(5):
        await kernel.bus.settle()
    assert seen == [1, 2]
    assert await pending(kernel) == 0


async def test_flushes_at_once_lose_no_completion(kernel: Kernel) -> None:
    events = [points(1, 1).sealed(kernel.clock.now(), None, None) for _ in range(9)]
    kernel.bus.add([effect("test.nothing", PointsAwardedEvent, _nothing)])
    async with kernel.database.writing() as connection:
        await kernel.bus.engine.outbox.store(connection, events)
    completion = Completion(kernel.database, kernel.bus.instance_id)
    *now, later = events
    for event in now:
        completion.add(event.event_id)
    flushes = [asyncio.ensure_future(completion.flush()) for _ in range(2)]
    await asyncio.wait(flushes, return_when=asyncio.FIRST_COMPLETED)
    completion.add(later.event_id)
    await asyncio.gather(*flushes)
    await completion.flush()
    assert not completion.waiting
    assert await pending(kernel) == 0


async def test_a_retry_that_finds_its_effect_done_leaves_no_row_behind(
    kernel: Kernel, clock: VirtualClock
) -> None:
    tried: list[int] = []

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        tried.append(event.points_amount)
        if len(tried) < 3:
            raise ValueError("not yet")

    kernel.bus.add([effect("test.note", PointsAwardedEvent, note)])
    await kernel.bus.initialize()
    event = points(7, 1)
    await kernel.bus.publish(event)
    for _ in range(2):
        await kernel.bus.settle()
        clock.advance(0.2)
    await _enter("test.note", event.event_id, kernel)  # as if the commit's answer was lost
    clock.advance(10)
    await kernel.bus.settle()
    assert tried == [1, 1]
    async with kernel.uow.reading() as tx:
        assert await tx.scalar(sa.select(sa.func.count()).select_from(delivery)) == 0
        assert not await tx.scalar(sa.select(event_log.c.pending))


async def test_an_effect_whose_commit_was_not_heard_is_no_dead_letter(
    fickle: FaultyDatabase, clock: VirtualClock
) -> None:
    supervisor = TaskSupervisor()
    config = EventBusConfig(max_retry_attempts=0)
    bus = EventBus(config, database=fickle, clock=clock, supervisor=supervisor)
    seen: list[int] = []

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        seen.append(event.points_amount)

    bus.add([effect("test.note", PointsAwardedEvent, note)])
    await bus.initialize()
    uow = bus.unit_of_work
    assert uow is not None
    async with uow() as tx:
        tx.publish(points(7, 1))
    fickle.faults.answers_to_lose = 1
    await _settle_lanes(bus)
    await bus.publish(points(7, 2))
    await bus.settle()
    assert seen == [1, 2]
    async with fickle.reading() as connection:
        assert (await connection.execute(sa.select(delivery))).all() == []
    await bus.shutdown()
    await supervisor.close()


async def _nothing(event: PointsAwardedEvent, tx: Transaction) -> None:
    """An effect without one."""


async def _settle_lanes(bus: EventBus) -> None:
    while bus.engine.workers.is_busy:
        await asyncio.sleep(0)
        await bus.engine.workers.quiet.wait()


async def _enter(subscription: str, event_id: UUID, kernel: Kernel) -> None:
    async with kernel.uow() as tx:
        assert await deliveries.enter_inbox(tx, subscription, [event_id], tx.now)
