"""Events for later: published once when due, in order, or cancelled."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from domains.core import (
    EventBus,
    EventBusConfig,
    EventPublishError,
    Kernel,
    PointsAwardedEvent,
    ServiceStoppedEvent,
    Subscription,
    reaction,
)
from domains.core.bus.agenda import BATCH
from domains.core.clock import VirtualClock
from domains.core.context import acting_for
from domains.core.store.instances import HEARTBEAT
from domains.core.store.tables import schedule
from tests.core.test_bus import points

MINUTE = timedelta(minutes=1)


class Heard:
    """Every event that arrived, in order."""

    def __init__(self) -> None:
        self.events: list[PointsAwardedEvent] = []

    @property
    def subscription(self) -> Subscription:
        async def hear(event: PointsAwardedEvent) -> None:
            self.events.append(event)

        return reaction("test.hear", PointsAwardedEvent, hear)

    @property
    def amounts(self) -> list[int]:
        return [event.points_amount for event in self.events]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def running(kernel: Kernel, heard: Heard) -> Kernel:
    kernel.bus.add([heard.subscription])
    await kernel.bus.initialize()
    return kernel


async def scheduled(kernel: Kernel) -> dict[UUID, str | None]:
    """Ids that wait, and why they could not be read."""
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(schedule.c.event_id, schedule.c.error))
        return {row.event_id: row.error for row in rows}


async def pass_time(kernel: Kernel, clock: VirtualClock, by: timedelta) -> None:
    clock.advance(by.total_seconds())
    await kernel.bus.settle()


async def test_it_comes_when_it_is_due_and_only_then(
    running: Kernel, clock: VirtualClock, heard: Heard
) -> None:
    event = points(1, 5)
    with acting_for("update:7", UUID(int=9)):
        async with running.uow() as tx:
            tx.publish(event, at=clock.now() + MINUTE)
    await pass_time(running, clock, MINUTE - timedelta(seconds=1))
    assert heard.events == []
    await pass_time(running, clock, timedelta(seconds=1))
    (arrived,) = heard.events
    assert arrived.event_id == event.event_id
    assert arrived.timestamp == clock.now()
    assert (arrived.correlation_id, arrived.causation_id) == ("update:7", UUID(int=9))
    await pass_time(running, clock, timedelta(days=1))
    assert len(heard.events) == 1
    assert await scheduled(running) == {}


async def test_the_loop_wakes_by_itself_for_what_was_scheduled_here(
    running: Kernel, clock: VirtualClock, heard: Heard
) -> None:
    await asyncio.sleep(0.05)  # it sleeps for five seconds now
    due = clock.now() + timedelta(seconds=2)
    await running.bus.publish(points(1, 5), at=due)
    while clock.next_wake != due:
        await asyncio.sleep(0.01)
    clock.advance(2)
    while not heard.events:
        await asyncio.sleep(0.01)


async def test_what_another_instance_scheduled_is_found_within_seconds(
    running: Kernel, prepared_url: str, clock: VirtualClock, heard: Heard
) -> None:
    other = Kernel.open(prepared_url, clock)
    async with other.uow() as tx:
        tx.publish(points(1, 5), at=clock.now() + timedelta(seconds=1))
    await asyncio.sleep(0.05)  # the heartbeat sleeps already
    clock.advance(HEARTBEAT.total_seconds())
    while not heard.events:
        await asyncio.sleep(0.01)
    await other.close()


async def test_an_instant_that_is_past_already_means_at_once(
    running: Kernel, clock: VirtualClock, heard: Heard
) -> None:
    await running.bus.publish(points(1, 5), at=clock.now() - MINUTE)
    await running.bus.settle()
    assert heard.amounts == [5]


async def test_many_come_in_the_order_in_which_they_are_due(
    running: Kernel, clock: VirtualClock, heard: Heard
) -> None:
    count = 2 * BATCH + 1
    async with running.uow() as tx:
        for number in reversed(range(count)):
            tx.publish(points(1, number + 1), at=clock.now() + timedelta(milliseconds=number))
    await pass_time(running, clock, MINUTE)
    assert heard.amounts == list(range(1, count + 1))


async def test_a_rolled_back_transaction_schedules_nothing(
    running: Kernel, clock: VirtualClock
) -> None:
    with pytest.raises(RuntimeError):
        async with running.uow() as tx:
            tx.publish(points(1, 5), at=clock.now() + MINUTE)
            raise RuntimeError
    assert await scheduled(running) == {}


async def test_what_is_cancelled_in_time_never_comes(
    running: Kernel, clock: VirtualClock, heard: Heard
) -> None:
    event = points(1, 5)
    await running.bus.publish(event, at=clock.now() + MINUTE)
    assert await running.bus.cancel(event.event_id) is True
    assert await running.bus.cancel(event.event_id) is False
    await pass_time(running, clock, timedelta(hours=1))
    assert heard.events == []


async def test_cancelling_in_the_transaction_that_schedules_works_too(
    running: Kernel, clock: VirtualClock
) -> None:
    async with running.uow() as tx:
        event = tx.publish(points(1, 5), at=clock.now() + MINUTE)
        assert await tx.cancel(event.event_id) is True
    assert await scheduled(running) == {}


async def test_cancelling_comes_too_late_for_what_is_published(
    running: Kernel, clock: VirtualClock
) -> None:
    event = points(1, 5)
    await running.bus.publish(event, at=clock.now() + MINUTE)
    await pass_time(running, clock, MINUTE)
    assert await running.bus.cancel(event.event_id) is False
    assert await running.bus.cancel(uuid4()) is False


async def test_an_id_is_scheduled_once_and_published_once(
    running: Kernel, clock: VirtualClock, heard: Heard
) -> None:
    event = points(1, 5)
    for wait in (1, 2):
        await running.bus.publish(event, at=clock.now() + wait * MINUTE)
    await pass_time(running, clock, 3 * MINUTE)
    await running.bus.publish(event, at=clock.now() + MINUTE)  # a replay that came too late
    await running.bus.publish(points(1, 6), at=clock.now() + 2 * MINUTE)
    await pass_time(running, clock, 3 * MINUTE)
    assert heard.amounts == [5, 6]


async def test_a_start_takes_up_what_fell_due_while_nobody_ran(
    prepared_url: str, clock: VirtualClock, heard: Heard
) -> None:
    former = Kernel.open(prepared_url, clock)
    async with former.uow() as tx:
        tx.publish(points(1, 5), at=clock.now() + MINUTE)
    await former.close()
    clock.advance(3_600)
    kernel = Kernel.open(prepared_url, clock)
    kernel.bus.add([heard.subscription])
    await kernel.bus.initialize()
    while not heard.events:
        await asyncio.sleep(0.01)
    await kernel.close()


async def test_what_nobody_can_read_stays_marked_and_stops_nothing(
    running: Kernel, prepared_url: str, clock: VirtualClock, heard: Heard
) -> None:
    unknown, newer, other = UUID(int=1), UUID(int=2), UUID(int=3)
    await keep(running, unknown, '{"type": "from.the.future"}', clock.now())
    await keep(running, newer, "not even JSON", clock.now())
    await keep(running, other, json.dumps(points(1, 7).to_dict()), clock.now())
    await running.bus.publish(points(1, 5), at=clock.now() + MINUTE)
    await pass_time(running, clock, MINUTE)
    assert heard.amounts == [5]
    left = await scheduled(running)
    assert set(left) == {unknown, newer, other}
    assert "UnknownEventTypeError" in str(left[unknown])
    async with running.uow() as tx:
        readable = json.dumps({**points(1, 6).to_dict(), "id": str(newer)})
        await tx.execute(
            sa.update(schedule).where(schedule.c.event_id == newer).values(wire=readable)
        )
    later = Kernel.open(prepared_url, clock)  # a version that can read one of them
    later.bus.add([heard.subscription])
    await later.bus.initialize()
    while 6 not in heard.amounts:
        await asyncio.sleep(0.01)
    await later.bus.settle()
    assert set(await scheduled(running)) == {unknown, other}
    await later.close()


async def test_what_cannot_wait_is_refused(running: Kernel, clock: VirtualClock) -> None:
    with pytest.raises(EventPublishError, match="time zone"):
        await running.bus.publish(points(1, 5), at=datetime(2030, 1, 1))
    stopped = ServiceStoppedEvent(service_name="x", uptime_seconds=1.0)
    with pytest.raises(EventPublishError, match="ephemeral"):
        await running.bus.publish(stopped, at=clock.now())
    memory = EventBus(EventBusConfig(event_store_enabled=False))
    await memory.initialize()
    with pytest.raises(EventPublishError, match="keeps"):
        await memory.publish(points(1, 5), at=clock.now())
    assert await memory.cancel(uuid4()) is False
    await memory.shutdown()


async def keep(kernel: Kernel, event_id: UUID, wire: str, due_at: datetime) -> None:
    async with kernel.uow() as tx:
        await tx.execute(
            sa.insert(schedule).values(
                event_id=event_id, event_type="x", key="1", due_at=due_at, wire=wire
            )
        )
