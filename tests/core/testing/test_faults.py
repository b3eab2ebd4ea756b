"""Every planned fault happens, and the bus keeps its promises through it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from domains.core import (
    DomainError,
    EventBusConfig,
    PointsAwardedEvent,
    PointsDeductedEvent,
    effect,
)
from domains.core.store.tables import event_log
from domains.core.testing import (
    AnswerLostError,
    BusHarness,
    DatabaseAwayError,
    FaultPlan,
    Point,
    ProcessDied,
    harness,
)
from tests.core.test_bus import points
from tests.core.testing.test_harness import DEDUCT


async def logged(kit: BusHarness) -> int:
    """How many events were ever committed."""
    async with kit.kernel.uow.reading() as tx:
        return int(await tx.scalar(sa.select(sa.func.count()).select_from(event_log)))


@pytest.mark.parametrize("after_work", [False, True])
async def test_the_chosen_call_fails_and_is_made_good(prepared_url: str, after_work: bool) -> None:
    plan = FaultPlan().fail("kit.deduct", calls=[2], after_work=after_work)
    async with harness(prepared_url, [DEDUCT], faults=plan) as kit:
        await kit.publish(points(7, 1), points(7, 2))
        await kit.settle()
        assert [each.event.payload["points_amount"] for each in kit.failures] == [2]
        await kit.advance("1m")
        assert [e.points_amount for e in kit.published.of(PointsDeductedEvent)] == [1, 2]


async def test_a_permanent_error_is_not_tried_again() -> None:
    plan = FaultPlan().fail("kit.deduct", DomainError())
    async with harness(subscriptions=[DEDUCT], faults=plan) as kit:
        await kit.publish(points(7, 1))
        await kit.expect_none(PointsDeductedEvent).within("1h")
        assert plan.calls["kit.deduct"] == 1


async def test_a_call_that_hangs_is_ended_by_its_time_limit() -> None:
    plan = FaultPlan().hang("kit.deduct")
    config = EventBusConfig(handler_timeout_seconds=0.05)
    async with harness(subscriptions=[DEDUCT], faults=plan, config=config) as kit:
        await kit.publish(points(7, 1))
        await kit.expect(PointsDeductedEvent).within("1m")
        assert [type(each.error) for each in kit.failures] == [TimeoutError]


@pytest.mark.parametrize("point", list(Point))
async def test_a_process_that_dies_in_a_call_leaves_one_effect(
    prepared_url: str, point: Point
) -> None:
    plan = FaultPlan().crash("kit.deduct", point)
    async with harness(prepared_url, [DEDUCT], faults=plan) as kit:
        await kit.publish(points(7, 1))
        await kit.settle()
        assert plan.is_dead
        assert not kit.published.of(PointsDeductedEvent)
        await kit.restart()
        await kit.settle()
        calls = 1 if point is Point.AFTER_COMMIT else 2
        assert plan.calls["kit.deduct"] == calls
        assert await logged(kit) == 2


@pytest.mark.parametrize("steps", range(1, 40, 3))
async def test_a_process_may_die_at_any_step(steps: int) -> None:
    plan = FaultPlan()
    async with harness(subscriptions=[DEDUCT], faults=plan) as kit:
        plan.crash_after(steps)
        try:
            await kit.publish(points(7, 1))
        except ProcessDied:
            assert plan.is_dead
        await kit.settle()
        await kit.restart()
        await kit.settle()
        assert await logged(kit) in {0, 2}


async def test_a_slow_transaction_holds_up_its_key_until_the_clock_moves(
    prepared_url: str,
) -> None:
    plan = FaultPlan().slow("kit.deduct", "20s")
    async with harness(prepared_url, [DEDUCT], faults=plan) as kit:
        await kit.publish(points(7, 1), points(7, 2))
        await kit.settle()
        await kit.expect_none(PointsDeductedEvent).within("19s")
        await kit.advance("1s")
        assert [e.points_amount for e in kit.published.of(PointsDeductedEvent)] == [1, 2]


async def test_a_slow_commit_is_slow_once() -> None:
    plan = FaultPlan()
    async with harness(subscriptions=[DEDUCT], faults=plan) as kit:
        await kit.publish(points(7, 1))
        plan.slow_commit("3s")
        await kit.settle()
        assert not kit.published.of(PointsDeductedEvent)
        await kit.advance("3s")
        await kit.publish(points(7, 2))
        await kit.expect(PointsDeductedEvent, points_amount=2)


async def test_a_database_that_was_away_burns_nothing(prepared_url: str) -> None:
    plan = FaultPlan()
    config = EventBusConfig(max_retry_attempts=0)
    async with harness(prepared_url, [DEDUCT], faults=plan, config=config) as kit:
        await kit.publish(points(7, 1))
        plan.is_away = True
        await kit.advance("2m")
        with pytest.raises(DatabaseAwayError):
            await kit.publish(points(7, 2))
        plan.is_away = False
        await kit.expect(PointsDeductedEvent).within("1m")
        assert len(kit.published.of(PointsDeductedEvent)) == 1


async def test_what_the_clock_holds_up_is_waited_for_by_nobody_while_the_database_is_away(
    prepared_postgres_url: str,
) -> None:
    plan = FaultPlan().slow("kit.deduct", "5m")
    async with harness(prepared_postgres_url, [DEDUCT], faults=plan) as kit:
        await kit.publish(points(7, 1))
        await kit.settle()  # its worker sleeps in the middle of its transaction
        plan.is_away = True
        await kit.advance("1m")  # longer than a lease lasts that nobody can renew
        plan.is_away = False
        await kit.expect(PointsDeductedEvent).within("10m")


async def test_a_lost_answer_is_an_error_to_the_caller_and_an_event_in_the_log(
    prepared_url: str,
) -> None:
    async with harness(prepared_url, [DEDUCT]) as kit:
        kit.faults.answers_to_lose = 1
        with pytest.raises(AnswerLostError):
            await kit.publish(points(7, 1))
        await kit.settle()
        await kit.restart()
        assert (await kit.expect(PointsDeductedEvent)).points_amount == 1


async def test_a_plan_without_faults_changes_nothing() -> None:
    seen: list[PointsAwardedEvent] = []

    async def note(event: PointsAwardedEvent, tx: object) -> None:
        seen.append(event)

    async with harness(subscriptions=[effect("kit.note", PointsAwardedEvent, note)]) as kit:
        await kit.publish(points(7, 1))
        await kit.settle()
        assert len(seen) == 1
        assert not kit.failures
