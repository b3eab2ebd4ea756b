"""The kit settles exactly, moves time in order, and says clearly what it did not find."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domains.core import (
    DayPassedEvent,
    EventBusConfig,
    HourPassedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    StreakUpdatedEvent,
    Subscription,
    Transaction,
    effect,
    reaction,
)
from domains.core.testing import BusHarness, FaultPlan, NotSettledError, SteppedClock, harness
from domains.core.testing.clock import span_of
from tests.core.test_bus import points


async def deduct(event: PointsAwardedEvent, tx: Transaction) -> None:
    tx.publish(
        PointsDeductedEvent(
            user_id=event.user_id, points_amount=event.points_amount, action_type="kit"
        )
    )


DEDUCT = effect("kit.deduct", PointsAwardedEvent, deduct)


def waiting(kit: BusHarness, seconds: int) -> Subscription:
    """A handler that publishes after a while of the clock's time."""

    async def wait(event: PointsAwardedEvent) -> None:
        await kit.clock.sleep_until(kit.clock.now() + timedelta(seconds=seconds))
        await kit.publish(
            StreakUpdatedEvent(user_id=event.user_id, previous_streak=0, current_streak=1)
        )

    return reaction("kit.wait", PointsAwardedEvent, wait)


async def test_settled_means_that_every_consequence_has_happened(prepared_url: str) -> None:
    async with harness(prepared_url, [DEDUCT]) as kit:
        await kit.publish(*(points(user, 5) for user in range(1, 101)))
        await kit.settle()
        assert len(kit.published.of(PointsDeductedEvent)) == 100
        assert (await kit.bus.get_metrics())["backlog"] == 0


async def test_a_database_in_memory_needs_no_preparation() -> None:
    async with harness(subscriptions=[DEDUCT]) as kit:
        await kit.publish(points(7, 5))
        event = await kit.expect(PointsDeductedEvent, user_id=7)
        assert event.causation_id == kit.published.one(PointsAwardedEvent).event_id


async def test_only_the_given_subscriptions_run() -> None:
    async with harness(subscriptions=[]) as kit:
        await kit.publish(points(7, 5))
        await kit.expect_none(PointsDeductedEvent).within("1m")


async def test_retries_come_due_at_their_own_instants_while_time_passes(
    prepared_url: str,
) -> None:
    faults = FaultPlan().fail("kit.deduct", calls=range(1, 6))
    config = EventBusConfig(max_retry_attempts=5)
    async with harness(prepared_url, [DEDUCT], faults=faults, config=config) as kit:
        await kit.publish(points(7, 5))
        event = await kit.expect(PointsDeductedEvent).within("10m")
        assert len(kit.failures) == 5
        assert faults.calls["kit.deduct"] == 6
        # Full jitter over 0.1, 2, 4, 8 and 16 s: nobody waited for the ten minutes to end.
        assert event.timestamp == kit.clock.now()
        elapsed = event.timestamp - kit.published.one(PointsAwardedEvent).timestamp
        assert elapsed <= timedelta(seconds=62)


async def test_time_stops_wherever_somebody_wakes() -> None:
    woken: list[int] = []

    async def sleep(kit: BusHarness, seconds: int) -> None:
        start = kit.clock.now()
        await kit.clock.sleep_until(start + timedelta(seconds=seconds))
        woken.append(round((kit.clock.now() - start).total_seconds()))

    async with harness(subscriptions=[]) as kit:
        sleeping = asyncio.gather(*(sleep(kit, seconds) for seconds in (61, 7, 30)))
        await asyncio.sleep(0)
        await kit.advance("1m")
        assert woken == [7, 30]
        await kit.advance(timedelta(seconds=1))
        await sleeping
        assert woken == [7, 30, 61]


async def test_an_event_after_a_while_is_waited_for_in_the_clocks_time() -> None:
    async with harness() as kit:
        await kit.start([waiting(kit, 90)])
        await kit.publish(points(7, 5))
        with pytest.raises(AssertionError, match="no StreakUpdatedEvent"):
            await asyncio.wait_for(kit.expect(StreakUpdatedEvent).within("1m"), 5)
        event = await kit.expect(StreakUpdatedEvent, user_id=7).within("31s")
        assert event.current_streak == 1


async def test_what_was_not_found_is_told_with_what_was() -> None:
    async with harness(subscriptions=[DEDUCT]) as kit:
        await kit.publish(points(7, 5))
        with pytest.raises(AssertionError) as caught:
            await kit.expect(PointsDeductedEvent, points_amount=6).within("1s")
        message = str(caught.value)
        assert "no PointsDeductedEvent(points_amount=6) within 0:00:01" in message
        assert "PointsDeductedEvent(user_id=7, points_amount=5" in message
        with pytest.raises(AssertionError, match="unwanted"):
            await kit.expect_none(PointsDeductedEvent).within("1s")


async def test_the_record_answers_by_type_and_field() -> None:
    async with harness(subscriptions=[DEDUCT]) as kit:
        await kit.publish(points(7, 5), points(8, 5))
        await kit.settle()
        assert kit.published.one(PointsDeductedEvent, user_id=8).points_amount == 5
        assert len(kit.published.of(PointsDeductedEvent).where(points_amount=5)) == 2
        with pytest.raises(AssertionError, match="expected one PointsDeductedEvent, found 2"):
            kit.published.of(PointsDeductedEvent).one()
        with pytest.raises(AttributeError):
            kit.published.of(PointsDeductedEvent).where(amount=5)
        assert len(kit.published.take()) == 4
        assert kit.published.types() == []


async def test_what_never_ends_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domains.core.testing.bus_harness.PATIENCE_SECONDS", 0.05)
    plan = FaultPlan().hang("kit.deduct")
    config = EventBusConfig(handler_timeout_seconds=0.3)
    async with harness(subscriptions=[DEDUCT], faults=plan, config=config) as kit:
        await kit.publish(points(7, 5))
        with pytest.raises(NotSettledError, match=r"still at work: \['bus.worker'\]"):
            await kit.settle()


async def test_a_long_time_passes_quickly_and_several_on_one_clock_keep_their_leases(
    prepared_sqlite_url: str,
) -> None:
    async with harness(subscriptions=[]) as kit:
        start = kit.clock.now()
        await kit.advance("3d")
        assert kit.clock.now() - start == timedelta(days=3)
        assert len(kit.published.of(HourPassedEvent)) == 72
        assert len(kit.published.of(DayPassedEvent)) == 3
    clock = SteppedClock()
    async with (
        harness(prepared_sqlite_url, [DEDUCT], clock=clock) as one,
        harness(prepared_sqlite_url, [DEDUCT], clock=clock) as other,
    ):
        await one.advance("1m")
        await one.publish(points(7, 5))
        await one.settle()
        await other.advance("1m")
        assert len(one.published.of(PointsDeductedEvent)) == 1
        assert len(other.published) == 0


@pytest.mark.parametrize(
    ("said", "meant"), [("250ms", 0.25), ("90s", 90), ("5m", 300), ("1.5h", 5400), ("1d", 86400)]
)
def test_spans_are_read(said: str, meant: float) -> None:
    assert span_of(said) == span_of(meant) == timedelta(seconds=meant)


@pytest.mark.parametrize("said", ["5", "m", "five minutes", "", "5y"])
def test_what_is_no_span_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="no length of time"):
        span_of(said)
