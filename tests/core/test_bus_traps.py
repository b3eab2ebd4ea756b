"""Interleavings and odd handlers that have stopped a lane, or could."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from domains.core import (
    EventBus,
    EventBusConfig,
    HandlerFailedEvent,
    Kernel,
    PointsAwardedEvent,
    ServiceStartedEvent,
    reaction,
)
from domains.core.clock import VirtualClock
from domains.core.store.tables import delivery
from domains.core.tasks import TaskSupervisor
from tests.core.test_bus import pending, points


@pytest.mark.parametrize("text", ["a NUL \x00 in it", "half a letter \ud83d"])
async def test_an_error_whose_text_no_database_takes_is_an_error_like_any_other(
    kernel: Kernel, clock: VirtualClock, text: str
) -> None:
    tried: list[int] = []
    told: list[HandlerFailedEvent] = []

    async def fails(event: PointsAwardedEvent) -> None:
        tried.append(event.points_amount)
        raise ValueError(text)

    async def listens(event: HandlerFailedEvent) -> None:
        told.append(event)

    kernel.bus.add(
        [
            reaction("test.fails", PointsAwardedEvent, fails),
            reaction("test.listens", HandlerFailedEvent, listens),
        ]
    )
    await kernel.bus.initialize()
    await kernel.bus.publish(points(7, 1))
    for _ in range(10):
        await kernel.bus.settle()
        clock.advance(4)
    assert len(tried) == len(told) == 4
    async with kernel.uow.reading() as tx:
        assert await tx.scalar(sa.select(delivery.c.state)) == "dead"
    assert await pending(kernel) == 0


async def test_who_waits_for_a_key_that_another_publisher_holds_gets_it(kernel: Kernel) -> None:
    seen: list[str] = []
    go_on = asyncio.Event()

    async def slow(event: ServiceStartedEvent) -> None:
        seen.append(event.service_version)
        await go_on.wait()

    kernel.bus.add([reaction("test.slow", ServiceStartedEvent, slow)])
    await kernel.bus.initialize()
    publishers = [
        asyncio.ensure_future(kernel.bus.publish_and_wait(started(version)))
        for version in ("1", "2", "3")
    ]
    await asyncio.sleep(0)
    go_on.set()
    async with asyncio.timeout(2):
        await asyncio.gather(*publishers)
    assert seen == ["1", "2", "3"]


def started(version: str, name: str = "a") -> ServiceStartedEvent:
    return ServiceStartedEvent(service_name=name, service_version=version)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not is_so():
            await asyncio.sleep(0)


@pytest.mark.parametrize("is_inline", [False, True])
async def test_a_handler_that_swallows_its_deadline_leaves_its_worker_as_it_was(
    clock: VirtualClock, *, is_inline: bool
) -> None:
    config = EventBusConfig(handler_timeout_seconds=0.01, max_concurrent_handlers=1)
    supervisor = TaskSupervisor()
    bus = EventBus(config, clock=clock, supervisor=supervisor)
    seen: list[str] = []

    async def swallows(event: ServiceStartedEvent) -> None:
        seen.append(event.service_version)
        try:
            if event.service_version == "1":
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise RuntimeError("instead") from None
        if len(seen) == 2:
            raise asyncio.CancelledError  # of something that it waited for

    bus.add([reaction("test.swallows", ServiceStartedEvent, swallows)])
    await bus.initialize()
    if is_inline:
        failed = await bus.publish_and_wait(started("1"))
        assert [type(each.error) for each in failed] == [RuntimeError]
        task = asyncio.current_task()
        assert task is not None
        assert task.cancelling() == 0
    else:
        await bus.publish(started("1"))
        await bus.publish(started("2", "another key, the same worker"))
        await until(lambda: len(seen) == 1)
        for _ in range(4):
            async with asyncio.timeout(5):
                await bus.settle()
            clock.advance(4)
        assert bus.engine.lanes.backlog == 0
        assert "2" in seen
    await bus.shutdown()
    await supervisor.close()
