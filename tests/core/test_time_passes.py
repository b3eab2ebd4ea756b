"""Hours, days and weeks of UTC: each published once, in order, by any number of instances."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from domains.core import Kernel, Transaction, effect
from domains.core.bus.subscription import Subscription
from domains.core.bus.ticks import PERIODS, event_id
from domains.core.clock import VirtualClock
from domains.core.events import BaseEvent, DayPassedEvent, HourPassedEvent, WeekPassedEvent
from domains.core.store.tables import event_log, tick

MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def hearing(seen: list[BaseEvent]) -> list[Subscription]:
    async def hear(event: BaseEvent, _tx: Transaction) -> None:
        seen.append(event)

    types = (HourPassedEvent, DayPassedEvent, WeekPassedEvent)
    return [effect(f"test.{each.event_type}", each, hear) for each in types]


@pytest.fixture
async def seen(kernel: Kernel) -> list[BaseEvent]:
    seen: list[BaseEvent] = []
    kernel.bus.add(hearing(seen))
    await kernel.bus.initialize()
    await counting(kernel)
    return seen


async def counting(kernel: Kernel) -> None:
    """Wait until the first look has begun to count."""
    while True:
        async with kernel.uow.reading() as tx:
            if await tx.scalar(sa.select(sa.func.count()).select_from(tick)) == len(PERIODS):
                return
        await asyncio.sleep(0.01)


async def move(kernel: Kernel, clock: VirtualClock, by: timedelta) -> None:
    clock.advance(by.total_seconds())
    await kernel.bus.settle()


def starts(seen: list[BaseEvent], event: type[BaseEvent]) -> list[datetime]:
    return [each.payload["started_at"] for each in seen if isinstance(each, event)]


async def test_a_new_house_has_no_past(
    kernel: Kernel, clock: VirtualClock, seen: list[BaseEvent]
) -> None:
    await kernel.bus.settle()
    assert seen == []
    await move(kernel, clock, timedelta(hours=1))
    assert starts(seen, HourPassedEvent) == [MONDAY_NOON]
    assert len(seen) == 1


async def test_every_hour_day_and_week_comes_when_it_is_over(
    kernel: Kernel, clock: VirtualClock, seen: list[BaseEvent]
) -> None:
    for _ in range(7 * 24):
        await move(kernel, clock, timedelta(hours=1))
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    assert starts(seen, HourPassedEvent) == [
        MONDAY_NOON + timedelta(hours=hour) for hour in range(7 * 24)
    ]
    assert starts(seen, DayPassedEvent) == [midnight + timedelta(days=day) for day in range(7)]
    assert starts(seen, WeekPassedEvent) == [midnight]
    assert {event.timestamp.minute for event in seen} == {0}


async def test_after_a_long_sleep_days_and_weeks_follow_in_order_and_hours_do_not(
    kernel: Kernel, clock: VirtualClock, seen: list[BaseEvent]
) -> None:
    await move(kernel, clock, timedelta(days=10, hours=5))
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    assert starts(seen, HourPassedEvent) == [datetime(2026, 3, 12, 16, tzinfo=UTC)]
    assert starts(seen, DayPassedEvent) == [midnight + timedelta(days=day) for day in range(10)]
    assert starts(seen, WeekPassedEvent) == [midnight]


async def test_a_sleep_of_a_year_publishes_a_bounded_number(
    kernel: Kernel, clock: VirtualClock, seen: list[BaseEvent]
) -> None:
    await move(kernel, clock, timedelta(days=365))
    days = starts(seen, DayPassedEvent)
    assert (len(days), len(starts(seen, WeekPassedEvent))) == (31, 8)
    assert days[-1] == datetime(2027, 3, 1, tzinfo=UTC)
    assert days == sorted(days)


async def test_many_instances_publish_each_once(
    prepared_postgres_url: str, clock: VirtualClock
) -> None:
    seen: list[BaseEvent] = []
    kernels = [Kernel.open(prepared_postgres_url, clock) for _ in range(3)]
    for kernel in kernels:
        kernel.bus.add(hearing(seen))
        await kernel.bus.initialize()
    await counting(kernels[0])
    for _ in range(30):
        clock.advance(3_600)
        await asyncio.gather(*(kernel.bus.settle() for kernel in kernels))
    for kernel in kernels:
        await kernel.bus.settle()
    hours = starts(seen, HourPassedEvent)
    assert sorted(hours) == [MONDAY_NOON + timedelta(hours=hour) for hour in range(30)]
    assert len(starts(seen, DayPassedEvent)) == 1
    for kernel in kernels:
        await kernel.close()


async def test_the_log_refuses_a_second_time_even_when_the_mark_was_lost(
    kernel: Kernel, clock: VirtualClock, seen: list[BaseEvent]
) -> None:
    await move(kernel, clock, timedelta(days=1))
    async with kernel.uow() as tx:
        sunday = datetime(2026, 3, 1, tzinfo=UTC)
        await tx.execute(sa.update(tick).where(tick.c.period == "day").values(last_at=sunday))
    await move(kernel, clock, timedelta(hours=1))
    async with kernel.uow.reading() as tx:
        ids = (await tx.execute(sa.select(event_log.c.event_id))).scalars().all()
    assert len(set(ids)) == len(ids)
    assert len(starts(seen, DayPassedEvent)) == 2  # Sunday's is new, Monday's is not


@given(hours=st.integers(0, 2_000_000), other=st.integers(0, 2_000_000))
def test_an_id_depends_on_the_period_alone_and_is_ordered_in_time(hours: int, other: int) -> None:
    period = PERIODS[0]
    start, later = (period.start_of(MONDAY_NOON) + n * period.length for n in (hours, other))
    one = period.passed(start).event_id
    assert one == event_id("hour", start, start + period.length)
    assert (one.version, one.variant) == (7, "specified in RFC 4122")
    assert (one < period.passed(later).event_id) == (start < later)
