"""Failing, trying again, giving up (prior art §3.4.6)."""

from __future__ import annotations

import pytest

from domains.core import DomainError, EventType, RetryAfterError
from domains.core.testing import FaultPlan
from tests.core.contract.stage import Always, Counting, Stage, noting, pending, points, unfinished


@pytest.mark.parametrize("failure", [False, ConnectionError("again")])
async def test_p34_6_two_failures_then_success_are_three_calls_and_two_retries(
    stage: Stage, failure: Exception | bool
) -> None:
    kit = await stage.open()
    handler = Counting(failure, failure)
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, handler)
    await kit.start()
    await kit.publish(points())
    await kit.advance("1m")
    health = (await kit.bus.get_subscription_health())[name]
    assert handler.seen == [5, 5, 5]
    assert (health["handled"], health["retried"], health["dead"]) == (1, 2, 0)
    assert await unfinished(kit) == []
    assert await pending(kit) == 0


@pytest.mark.parametrize("failure", [False, ConnectionError("again")])
async def test_p34_6_always_failing_with_two_retries_is_three_calls_and_a_dead_letter(
    stage: Stage, failure: Exception | bool
) -> None:
    kit = await stage.open()
    handler = Always(failure)
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, handler)
    await kit.start()
    await kit.publish(points())
    await kit.advance("1h")
    health = (await kit.bus.get_subscription_health())[name]
    assert handler.seen == [5, 5, 5]
    assert (health["handled"], health["retried"], health["dead"]) == (0, 2, 1)
    assert await unfinished(kit) == [(name, "dead", 3)]


@pytest.mark.parametrize("retries", [0, 1, 4])
async def test_max_retry_attempts_is_the_number_of_further_calls(
    stage: Stage, retries: int
) -> None:
    plan = FaultPlan().fail("test.note", calls=range(1, 99))
    kit = await stage.open(plan, max_retry_attempts=retries)
    await kit.start([noting([])])
    await kit.publish(points())
    await kit.advance("1h")
    assert plan.calls["test.note"] == retries + 1


@pytest.mark.parametrize(("delay", "all_done"), [(0.001, True), (10_000, False)])
async def test_retry_delay_seconds_spreads_the_retries(
    stage: Stage, delay: float, all_done: bool
) -> None:
    """Full jitter: of fifteen waits up to ten minutes not all end within the first one.

    Fewer than twenty calls, or their share of failures would open the breaker.
    """
    plan = FaultPlan().fail("test.note", calls=range(1, 16))
    kit = await stage.open(plan, retry_delay_seconds=delay, max_retry_attempts=9)
    seen: list[int] = []
    await kit.start([noting(seen)])
    for user_id in range(1, 6):
        await kit.publish(points(user_id, user_id))
    await kit.advance("1m")
    assert (len(seen) == 5) is all_done


async def test_a_rule_that_says_no_is_not_asked_twice(stage: Stage) -> None:
    plan = FaultPlan().fail("test.note", DomainError())
    kit = await stage.open(plan)
    await kit.start([noting([])])
    await kit.publish(points())
    await kit.advance("1h")
    assert plan.calls["test.note"] == 1
    assert await unfinished(kit) == [("test.note", "dead", 1)]


async def test_whoever_is_asked_to_wait_waits_exactly_that_long(stage: Stage) -> None:
    plan = FaultPlan().fail("test.note", RetryAfterError(40))
    kit = await stage.open(plan)
    seen: list[int] = []
    await kit.start([noting(seen)])
    await kit.publish(points())
    await kit.settle()
    await kit.advance("39s")
    assert seen == []
    await kit.advance("1s")
    assert seen == [5]


async def test_a_restart_forgets_no_attempt_and_no_date(stage: Stage) -> None:
    plan = FaultPlan()
    plan.fail("test.note", calls=[1, 3]).fail("test.note", RetryAfterError(3_600), calls=[2])
    kit = await stage.open(plan)
    await kit.start([noting([])])
    await kit.publish(points())
    await kit.advance("1m")
    assert plan.calls["test.note"] == 2
    await kit.restart()
    await kit.advance("58m")
    assert plan.calls["test.note"] == 2
    await kit.advance("10m")
    assert plan.calls["test.note"] > 2
