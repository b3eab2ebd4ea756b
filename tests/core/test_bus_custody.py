"""Giving away and taking up again while handlers run: nothing lost, nothing done too early."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from domains.core import (
    EventBusConfig,
    HandlerFailedEvent,
    Kernel,
    PointsAwardedEvent,
    Transaction,
    effect,
    reaction,
)
from domains.core.bus import custody as custody_module
from domains.core.clock import VirtualClock
from domains.core.store import control, replays
from domains.core.store.instances import LEASE
from domains.core.store.partitions import partition_of
from domains.core.store.tables import delivery
from tests.core.test_bus import pending, points
from tests.core.test_bus_gates import Held
from tests.core.test_bus_traps import until


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
async def kernel(prepared_url: str, clock: VirtualClock, held: Held) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(prepared_url, clock, EventBusConfig(max_backlog_events=4))
    kernel.bus.add([reaction("test.held", PointsAwardedEvent, held)])
    yield kernel
    for end in held.ends.values():
        if not end.done():
            end.set_result(None)
    await kernel.close()


async def beat(kernel: Kernel) -> None:
    durable = kernel.bus.engine.durable
    assert durable is not None
    await durable.recovery.beat()


async def test_a_full_bus_that_has_lost_its_lease_takes_everything_up_again(
    kernel: Kernel, clock: VirtualClock
) -> None:
    seen: list[int] = []

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    await kernel.bus.unsubscribe("test.held")
    kernel.bus.add([reaction("test.note", PointsAwardedEvent, note)])
    await kernel.bus.initialize()
    async with kernel.uow() as tx:
        await control.pause(tx, "test.note", "a test", tx.now)
    await beat(kernel)
    was_full = False
    for number in range(1, 7):
        await kernel.bus.publish(points(number, number))
        was_full |= kernel.bus.engine.pressure.is_full  # until what rests is set aside
    assert was_full
    clock.advance(LEASE.total_seconds() + 1)
    async with kernel.uow() as tx:
        await control.resume(tx, "test.note")
    await beat(kernel)
    await until(lambda: sorted(seen) == [1, 2, 3, 4, 5, 6])


async def test_an_event_is_not_done_before_what_was_taken_up_again_of_it_is(
    kernel: Kernel, clock: VirtualClock, held: Held
) -> None:
    seen: list[int] = []

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    kernel.bus.add([reaction("test.note", PointsAwardedEvent, note)])
    await kernel.bus.initialize()
    durable = kernel.bus.engine.durable
    assert durable is not None
    kernel.bus.engine.gates.pause({"test.note"})
    await kernel.bus.publish(points(7, 1))
    await until(lambda: held.begun == [1])
    durable.custody.start_over()
    await durable.fetcher.fetch(["7"])
    held.succeed(1)
    await kernel.bus.settle()
    assert await pending(kernel) == 1
    kernel.bus.engine.gates.pause(())
    await kernel.bus.settle()
    assert (held.begun, seen) == ([1], [1])
    assert await pending(kernel) == 0


async def test_only_what_runs_keeps_a_partition_and_no_heartbeat_waits_for_it(
    kernel: Kernel, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custody_module, "LET_GO_SECONDS", 0.01)
    await kernel.bus.initialize()
    durable = kernel.bus.engine.durable
    assert durable is not None
    for amount in (1, 2, 3):
        await kernel.bus.publish(points(7, amount))
    await until(lambda: held.begun == [1])
    async with asyncio.timeout(2):
        assert not await durable.custody.let_go({partition_of("7")})
    assert kernel.bus.engine.lanes.backlog == 1
    held.succeed(1)
    assert await durable.custody.let_go({partition_of("7")})
    assert held.begun == [1]
    assert await pending(kernel) == 2


async def test_a_replay_that_comes_while_its_lane_shares_a_transaction_is_delivered(
    prepared_postgres_url: str, clock: VirtualClock
) -> None:
    kernel = Kernel.open(prepared_postgres_url, clock)
    seen: list[int] = []
    go_on = asyncio.Event()

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        seen.append(event.points_amount)
        if event.points_amount == 2:
            await go_on.wait()

    kernel.bus.add([effect("test.note", PointsAwardedEvent, note)])
    await kernel.bus.initialize()
    old = points(7, 1)
    await kernel.bus.publish(old)
    await kernel.bus.settle()
    async with kernel.uow() as tx:
        for amount in (2, 3, 4):
            tx.publish(points(7, amount))
    await until(lambda: seen == [1, 2])
    async with kernel.uow() as tx:
        await replays.put_back(tx, "test.note", [(old.event_id, "7")], tx.now)
    await beat(kernel)
    go_on.set()
    await kernel.bus.settle()
    assert sorted(seen) == [1, 1, 2, 3, 4]
    async with kernel.uow.reading() as tx:
        assert (await tx.execute(sa.select(delivery.c.state))).all() == []
    assert await pending(kernel) == 0
    await kernel.close()


@pytest.mark.parametrize("room", [1, 4])
async def test_what_displaces_an_event_of_a_held_key_stops_nobody(
    prepared_sqlite_url: str, clock: VirtualClock, room: int
) -> None:
    kernel = Kernel.open(prepared_sqlite_url, clock, EventBusConfig(max_backlog_events=room))
    seen: list[str] = []

    async def hears(event: HandlerFailedEvent) -> None:
        seen.append(event.error_message)
        if event.error_message == "outer":
            for number in range(6):  # more than there is room for
                await kernel.bus.publish(news(str(number)))

    kernel.bus.add([reaction("test.hears", HandlerFailedEvent, hears)])
    await kernel.bus.initialize()
    await kernel.bus.publish_and_wait(news("outer"))
    await kernel.bus.settle()
    assert seen == ["outer", *map(str, range(6 - room, 6))]
    assert kernel.bus.engine.lanes.backlog == 0
    await kernel.close()


def news(message: str) -> HandlerFailedEvent:
    return HandlerFailedEvent(
        subscription="a",
        failed_event_id=uuid4(),
        failed_event_type="test",
        attempt=1,
        will_retry=False,
        error_type="E",
        error_message=message,
    )
