"""What fails and fails is paused: nothing is burnt meanwhile, and one trial decides."""

from __future__ import annotations

from domains.core import BreakerClosedEvent, BreakerOpenedEvent, RetryAfterError
from domains.core.testing import FaultPlan
from tests.core.contract.stage import Stage, noting, pending, points, unfinished

EARLY = {"breaker_failures": 5, "breaker_open_seconds": 30.0, "max_retry_attempts": 2}


async def test_five_failures_in_a_row_pause_the_subscription(stage: Stage) -> None:
    plan = FaultPlan().fail("test.note", calls=range(1, 6))
    kit = await stage.open(plan, **EARLY)
    seen: list[int] = []
    other: list[int] = []
    await kit.start([noting(seen), noting(other, "other.note")])
    async with kit.kernel.uow() as tx:
        for user_id in range(1, 6):
            tx.publish(points(user_id, user_id))
    opened = await kit.expect(BreakerOpenedEvent).within("1s")
    assert opened.breaker == "test.note"
    calls = plan.calls["test.note"]
    await kit.publish(points(6, 6), points(7, 7))
    await kit.advance("25s")
    assert plan.calls["test.note"] == calls
    assert sorted(other) == [1, 2, 3, 4, 5, 6, 7]
    closed = await kit.expect(BreakerClosedEvent).within("1m")
    assert closed.open_seconds >= 30
    await kit.advance("5m")
    assert sorted(seen) == [1, 2, 3, 4, 5, 6, 7]
    assert await unfinished(kit) == []
    assert await pending(kit) == 0


async def test_an_outage_longer_than_every_retry_kills_no_letter(stage: Stage) -> None:
    plan = FaultPlan().fail("test.note", calls=range(1, 30))
    kit = await stage.open(plan, **EARLY)
    seen: list[int] = []
    await kit.start([noting(seen)])
    async with kit.kernel.uow() as tx:
        for user_id in range(1, 21):
            tx.publish(points(user_id, user_id))
    await kit.advance("20m")
    assert sorted(seen) == list(range(1, 21))
    assert await unfinished(kit) == []


async def test_half_open_lets_one_trial_through_and_its_failure_opens_anew(stage: Stage) -> None:
    plan = FaultPlan().fail("test.note", calls=range(1, 8))
    kit = await stage.open(plan, **EARLY)
    await kit.start([noting([])])
    async with kit.kernel.uow() as tx:
        for user_id in range(1, 6):
            tx.publish(points(user_id, user_id))
    await kit.expect(BreakerOpenedEvent).within("1s")
    calls = plan.calls["test.note"]
    await kit.advance("31s")
    assert plan.calls["test.note"] == calls + 1
    await kit.expect_none(BreakerClosedEvent).within("25s")
    assert plan.calls["test.note"] == calls + 1


async def test_whoever_asks_to_wait_burns_nothing_and_opens_nothing(stage: Stage) -> None:
    plan = FaultPlan().fail("test.note", RetryAfterError(10), calls=range(1, 21))
    kit = await stage.open(plan, **{**EARLY, "max_retry_attempts": 0})
    seen: list[int] = []
    await kit.start([noting(seen)])
    await kit.publish(points())
    await kit.advance("4m")
    assert seen == [5]
    assert await unfinished(kit) == []
    assert not kit.published.of(BreakerOpenedEvent)
