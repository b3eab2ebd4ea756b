"""Beginning and ending, subscribing and publishing (prior art §3.4.5)."""

from __future__ import annotations

import pytest

from domains.core import (
    EventBusError,
    EventPublishError,
    EventSubscriptionError,
    EventType,
    PointsDeductedEvent,
)
from tests.core.contract.stage import Counting, Stage, gathered, logged, noting, pending, points


async def test_p34_5_initialise_is_idempotent(stage: Stage) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await kit.start([noting(seen)])
    await kit.bus.initialize()
    await gathered(kit.bus.initialize, kit.bus.initialize)
    await kit.publish(points())
    await kit.settle()
    assert seen == [5]


async def test_p34_5_shutdown_is_idempotent_and_needs_no_start(stage: Stage) -> None:
    kit = await stage.open()
    await kit.bus.shutdown()
    await kit.start()
    await kit.bus.shutdown()
    await kit.bus.shutdown()
    await gathered(kit.bus.shutdown, kit.bus.shutdown)
    assert not (await kit.bus.get_metrics())["is_healthy"]


async def test_p34_5_what_was_shut_down_may_start_again(stage: Stage) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await kit.start([noting(seen)])
    await kit.bus.shutdown()
    await kit.bus.initialize()
    await kit.publish(points())
    await kit.settle()
    assert seen == [5]


async def test_p34_5_shutdown_finishes_what_is_in_hand(stage: Stage) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await kit.start([noting(seen)])
    await kit.publish(*(points(amount) for amount in range(1, 21)))
    await kit.bus.shutdown()
    assert seen == list(range(1, 21))
    assert await pending(kit) == 0


async def test_p34_5_publish_returns_true_and_writes_one_envelope(stage: Stage) -> None:
    kit = await stage.open()
    await kit.start()
    event = points()
    assert await kit.bus.publish(event) is True
    (envelope,) = await logged(kit)
    assert envelope["specversion"] == "1.0"
    assert (envelope["id"], envelope["type"]) == (str(event.event_id), event.event_type)
    assert envelope["data"]["points_amount"] == 5
    assert envelope["priority"] == "NORMAL"


async def test_p34_5_what_is_no_event_is_refused_by_type(stage: Stage) -> None:
    kit = await stage.open()
    await kit.start()
    with pytest.raises(EventPublishError, match="not an event"):
        await kit.bus.publish("points")  # type: ignore[arg-type]
    assert await logged(kit) == []


async def test_p34_5_a_failed_store_is_an_error_to_the_publisher_and_stores_nothing(
    stage: Stage,
) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await kit.start([noting(seen)])
    kit.faults.is_away = True
    with pytest.raises(OSError, match="away"):
        await kit.bus.publish(points(1))
    kit.faults.is_away = False
    await kit.publish(points(2))
    await kit.advance("5m")
    assert seen == [2]


async def test_p34_5_a_second_subscription_of_the_same_kind_is_refused_and_leaves_one(
    stage: Stage,
) -> None:
    kit = await stage.open()
    handler = Counting()
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, handler)
    with pytest.raises(EventSubscriptionError):
        await kit.bus.subscribe(EventType.POINTS_AWARDED, handler)
    assert await kit.bus.get_active_subscriptions() == {EventType.POINTS_AWARDED: [name]}
    await kit.start()
    await kit.publish(points())
    await kit.settle()
    assert handler.seen == [5]


async def test_p34_5_unsubscribe_removes_and_reports(stage: Stage) -> None:
    kit = await stage.open()
    gone, staying = Counting(name="gone"), Counting(name="staying")
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, gone)
    await kit.bus.subscribe(EventType.POINTS_AWARDED, staying)
    await kit.start()
    assert await kit.bus.unsubscribe(name) is True
    await kit.publish(points())
    await kit.settle()
    assert (gone.seen, staying.seen) == ([], [5])
    assert name not in await kit.bus.get_subscription_health()


@pytest.mark.parametrize("name", ["nobody", "", "test.counting:gamification.points.awarded"])
async def test_p34_5_an_unknown_subscription_is_not_removed(stage: Stage, name: str) -> None:
    kit = await stage.open()
    assert await kit.bus.unsubscribe(name) is False


async def test_p34_8_before_the_start_and_after_the_end_publish_is_refused(
    stage: Stage,
) -> None:
    kit = await stage.open()
    with pytest.raises(EventPublishError, match="does not run"):
        await kit.bus.publish(points())
    await kit.start()
    await kit.bus.shutdown()
    with pytest.raises(EventBusError, match="does not run"):
        await kit.bus.publish(points())
    assert await logged(kit) == []


async def test_what_nobody_hears_is_done_at_once(stage: Stage) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await kit.start([noting(seen)])
    await kit.publish(PointsDeductedEvent(user_id=7, points_amount=1, action_type="test"))
    assert await pending(kit) == 0
    assert len(await logged(kit)) == 1
