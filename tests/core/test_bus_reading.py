"""What was once seen only by reading the bus: each had its wrong outcome."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from domains.core import (
    EventBusConfig,
    Kernel,
    PointsAwardedEvent,
    RetryAfterError,
    ServiceStartedEvent,
    Transaction,
    effect,
    reaction,
)
from domains.core.bus.lane import Line
from domains.core.bus.lanes import Lanes
from domains.core.clock import VirtualClock, sleep
from domains.core.store.tables import delivery, event_log
from domains.core.tasks import STEADY, TaskSupervisor
from tests.core.test_bus import pending, points
from tests.core.test_bus_gates import Held


async def test_a_handler_may_still_publish_while_the_bus_drains(kernel: Kernel) -> None:
    go_on, seen = asyncio.Event(), []

    async def begin(_event: ServiceStartedEvent) -> None:
        await go_on.wait()
        await kernel.bus.publish(points(7, 1))

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    kernel.bus.add(
        [
            reaction("test.begin", ServiceStartedEvent, begin),
            reaction("test.note", PointsAwardedEvent, note),
        ]
    )
    await kernel.bus.initialize()
    await kernel.bus.publish(ServiceStartedEvent(service_name="test", service_version="1"))
    ending = asyncio.ensure_future(kernel.bus.shutdown())
    await asyncio.sleep(0)
    go_on.set()
    await ending
    assert seen == [1]
    assert await pending(kernel) == 0


async def test_what_was_left_at_a_stop_is_done_once_by_the_next_start(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domains.core.bus.engine.DRAIN_SECONDS", 0.0)
    seen: list[int] = []

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    kernel.bus.add([reaction("test.note", PointsAwardedEvent, note)])
    await kernel.bus.initialize()
    kernel.bus.engine.gates.pause({"test.note"})
    await kernel.bus.publish(points(7, 1))
    await kernel.bus.shutdown()
    assert kernel.bus.engine.lanes.backlog == 0
    kernel.bus.engine.gates.pause(set())
    await kernel.bus.initialize()
    await kernel.bus.settle()
    assert seen == [1]


async def test_what_did_not_fit_into_memory_is_a_consequence_once_it_has_settled(
    prepared_url: str, clock: VirtualClock
) -> None:
    kernel = Kernel.open(prepared_url, clock, EventBusConfig(max_backlog_events=1))
    held = Held()
    kernel.bus.add([reaction("test.held", PointsAwardedEvent, held)])
    await kernel.bus.initialize()
    with kernel.bus.turns.open("update:1"):
        first, second = (
            points(number, number).model_copy(update={"correlation_id": "update:1"})
            for number in (1, 2)
        )
        await kernel.bus.publish(first)
        await kernel.bus.publish(second)  # there is no room: it waits in the log
        assert kernel.bus.engine.lanes.backlog == 1
        held.succeed(1)
        held.succeed(2)
        async with asyncio.timeout(5):
            caused = await kernel.bus.consequences("update:1", within=60)
    assert [event.event_id for event in caused] == [first.event_id, second.event_id]
    await kernel.close()


async def test_to_be_told_to_wait_costs_a_suspect_none_of_its_attempts(
    kernel: Kernel, clock: VirtualClock
) -> None:
    calls: list[int] = []

    async def wait(event: PointsAwardedEvent, tx: Transaction) -> None:
        calls.append(event.points_amount)
        if len(calls) <= 10:
            raise RetryAfterError(1.0)

    kernel.bus.add([effect("test.wait", PointsAwardedEvent, wait)])
    async with kernel.uow() as tx:
        tx.publish(points(7, 1))
    async with kernel.uow() as tx:
        await tx.execute(sa.update(event_log).values(claims=2))
    await kernel.bus.initialize()
    for _ in range(12):
        await kernel.bus.settle()
        clock.advance(2)
    await kernel.bus.settle()
    assert len(calls) == 11
    async with kernel.uow.reading() as tx:
        assert (await tx.execute(sa.select(delivery))).all() == []


async def test_the_share_of_one_lane_ends_no_other_group() -> None:
    async def nothing(_event: PointsAwardedEvent, _tx: Transaction) -> None: ...

    lanes, subscription = Lanes(), effect("test.nothing", PointsAwardedEvent, nothing)
    line: Line = lanes.line(subscription)
    line.is_grouping = True
    lanes.shared(line, 0, is_group=False)
    assert line.is_grouping
    lanes.shared(line, 0, is_group=True)
    assert not line.is_grouping


async def test_a_loop_that_ran_long_is_restarted_as_fast_as_at_its_first_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("domains.core.tasks.RESTART_DELAYS", (1.0, 1_000.0))
    clock = VirtualClock()
    supervisor, runs = TaskSupervisor(clock), []

    async def loop() -> None:
        runs.append(clock.now())
        if len(runs) == 2:
            await sleep(clock, STEADY.total_seconds())
        if len(runs) < 3:
            raise ValueError("again")

    running = supervisor.keep_running("test", loop)
    for seconds in (0, 1, STEADY.total_seconds(), 1):
        clock.advance(seconds)
        for _ in range(10):
            await asyncio.sleep(0)
    assert len(runs) == 3
    await running
    await supervisor.close()
