"""Handlers as classes: what they hear, what they count, how they fail (prior art §3.4.4)."""

from __future__ import annotations

import pytest

from domains.core import EventType, PointsDeductedEvent
from tests.core.contract.stage import Always, Counting, Stage, points, unfinished


async def test_p34_4_a_handler_can_handle_what_it_declared() -> None:
    handler = Counting()
    deducted = PointsDeductedEvent(user_id=7, points_amount=1, action_type="test")
    assert await handler.can_handle(points())
    assert not await handler.can_handle(deducted)
    assert handler.supported_event_types == {EventType.POINTS_AWARDED}


async def test_p34_4_successes_and_errors_are_counted(stage: Stage) -> None:
    kit = await stage.open()
    handler = Counting(False, ConnectionError("again"))
    await kit.bus.subscribe(EventType.POINTS_AWARDED, handler)
    await kit.start()
    await kit.publish(points(1), points(2))
    await kit.advance("1m")
    performance = handler.get_performance()
    assert (performance["success_count"], performance["error_count"]) == (2, 2)
    assert performance["average_seconds"] >= 0


async def test_p34_4_exceptions_reach_the_bus_as_they_are(stage: Stage) -> None:
    kit = await stage.open()
    mishap = ConnectionError("the far end hung up")
    await kit.bus.subscribe(EventType.POINTS_AWARDED, Counting(mishap))
    await kit.start()
    await kit.publish(points())
    await kit.advance("1m")
    assert [failure.error for failure in kit.failures] == [mishap]


async def test_p34_4_a_handler_hears_nothing_that_it_did_not_declare(stage: Stage) -> None:
    kit = await stage.open()
    handler = Counting()
    await kit.bus.subscribe("*", handler)
    await kit.start()
    await kit.publish(PointsDeductedEvent(user_id=7, points_amount=1, action_type="test"))
    await kit.publish(points(2))
    await kit.settle()
    assert handler.seen == [2]
    assert kit.failures == []


@pytest.mark.parametrize("failure", [ValueError("invalid for ever"), TypeError("again")])
async def test_p34_4_on_error_decides_whether_to_try_again(
    stage: Stage, failure: Exception
) -> None:
    kit = await stage.open()
    handler = Always(failure)
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, handler)
    await kit.start()
    await kit.publish(points())
    await kit.advance("10m")
    calls = 1 if isinstance(failure, ValueError) else 3
    assert handler.seen == [5] * calls
    assert await unfinished(kit) == [(name, "dead", calls)]
