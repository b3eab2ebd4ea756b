"""Every field of EventBusConfig that needs no Redis does something. Retries: test_retries."""

from __future__ import annotations

import asyncio

import pydantic
import pytest

from domains.core import (
    EventBus,
    EventBusConfig,
    EventType,
    Kernel,
    PointsAwardedEvent,
    reaction,
)
from domains.core.clock import VirtualClock
from domains.core.store.tables import event_log
from tests.core.contract.stage import Counting, Stage, points


@pytest.mark.parametrize("limit", [1, 3, 10])
async def test_max_concurrent_handlers_is_never_exceeded_and_is_reached(
    stage: Stage, limit: int
) -> None:
    kit = await stage.open(max_concurrent_handlers=limit)
    running = most = 0

    async def work(event: PointsAwardedEvent) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(5):
            await asyncio.sleep(0)
        running -= 1

    await kit.start([reaction("test.work", PointsAwardedEvent, work)])
    async with kit.kernel.uow() as tx:
        for user_id in range(1, 51):
            tx.publish(points(1, user_id))
    await kit.settle()
    assert most == limit


@pytest.mark.parametrize(("limit", "failures"), [(0.05, 1), (30.0, 0)])
async def test_handler_timeout_seconds_ends_who_takes_longer(
    stage: Stage, limit: float, failures: int
) -> None:
    kit = await stage.open(handler_timeout_seconds=limit)
    calls = 0

    async def linger(event: PointsAwardedEvent) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            await asyncio.sleep(0.3)

    await kit.start([reaction("test.linger", PointsAwardedEvent, linger)])
    await kit.publish(points())
    await kit.advance("1m")
    assert len(kit.failures) == failures
    assert calls == failures + 1


async def test_event_store_enabled_decides_whether_anything_is_kept(stage: Stage) -> None:
    kit = await stage.open()
    await kit.start()
    database = kit.kernel.database
    seen: list[int] = []

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    forgetful = EventBus(EventBusConfig(event_store_enabled=False), database=database)
    assert forgetful.unit_of_work is None
    forgetful.add([reaction("test.note", PointsAwardedEvent, note)])
    await forgetful.initialize()
    await forgetful.publish(points())
    await forgetful.settle()
    await forgetful.shutdown()
    assert seen == [5]
    async with database.reading() as connection:
        assert (await connection.execute(event_log.select())).all() == []
    with pytest.raises(ValueError, match="event_store_enabled"):
        Kernel.open("sqlite://", VirtualClock(), EventBusConfig(event_store_enabled=False))


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_retry_attempts": -1},
        {"retry_delay_seconds": 0},
        {"max_concurrent_handlers": 0},
        {"handler_timeout_seconds": 0},
        {"event_ttl_seconds": 0},
        {"health_check_interval_seconds": 0},
        {"unknown": 1},
    ],
    ids=repr,
)
def test_a_wrong_configuration_cannot_be_built(wrong: dict[str, float]) -> None:
    with pytest.raises(pydantic.ValidationError):
        EventBusConfig.model_validate(wrong)


@pytest.mark.parametrize("is_enabled", [True, False])
async def test_metrics_enabled_decides_whether_times_are_kept(
    stage: Stage, is_enabled: bool
) -> None:
    kit = await stage.open(metrics_enabled=is_enabled)
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, Counting())
    await kit.start()
    await kit.publish(points())
    await kit.settle()
    numbers = (await kit.bus.get_metrics())["subscriptions"][name]
    assert numbers["handled"] == 1  # breakers live on the counters, so these always run
    assert (numbers["p95_seconds"] is not None) == is_enabled
    assert (numbers["seconds_buckets"][-1][1] == 1) == is_enabled
