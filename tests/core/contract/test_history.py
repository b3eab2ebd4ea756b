"""Many at once, history, dead letters, memory (prior art §3.4.8)."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import timedelta

from domains.core import EventType
from domains.core.testing import BusHarness
from tests.core.contract.stage import (
    Always,
    Counting,
    Stage,
    gathered,
    history,
    logged,
    noting,
    pending,
    points,
    unfinished,
)


async def test_p34_8_a_hundred_publishes_at_once_all_arrive_once(stage: Stage) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await kit.start([noting(seen)])
    await gathered(*(lambda n=number: kit.bus.publish(points(n, n)) for number in range(1, 101)))
    await kit.settle()
    assert sorted(seen) == list(range(1, 101))
    assert await pending(kit) == 0
    assert len({each["id"] for each in await logged(kit)}) == 100


async def test_p34_8_a_batch_is_stored_together_and_heard_in_order(stage: Stage) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await kit.start([noting(seen)])
    async with kit.kernel.uow() as tx:
        for number in range(1, 301):
            tx.publish(points(number))
    await kit.settle()
    assert seen == list(range(1, 301))


async def test_p34_8_history_is_asked_by_type_time_and_correlation(stage: Stage) -> None:
    kit = await stage.open()
    await kit.start()
    began = kit.clock.now()
    for amount in (1, 2, 3):
        await kit.publish(points(amount))
        await kit.advance("1h")
    store = history(kit)
    found = await store.get_events(EventType.POINTS_AWARDED, start_time=began + _hours(1))
    assert [event.payload["points_amount"] for event in found] == [2, 3]
    assert await store.get_events(correlation_id=found[0].correlation_id) == found[:1]
    assert await store.get_events(EventType.LEVEL_REACHED) == []
    assert len(await store.get_events(limit=1, end_time=began + _hours(3))) == 1


async def test_p34_8_a_replay_since_a_moment_makes_one_call_for_each_event(
    stage: Stage,
) -> None:
    kit = await stage.open()
    await kit.start()
    await kit.publish(points(1))
    await kit.advance("1h")
    since = kit.clock.now()
    await kit.publish(points(2), points(3))
    late = Counting()
    async for event in history(kit).replay_events(EventType.POINTS_AWARDED, since):
        await late.handle(event)
    assert late.seen == [2, 3]
    assert late.get_performance()["success_count"] == 2


async def test_p34_8_the_exhausted_event_is_a_dead_letter_and_stays_in_the_log(
    stage: Stage,
) -> None:
    kit = await stage.open(max_retry_attempts=1)
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, Always(ConnectionError("never")))
    await kit.start()
    event = points()
    await kit.publish(event)
    await kit.advance("1h")
    assert await unfinished(kit) == [(name, "dead", 2)]
    (kept,) = await history(kit).get_events(EventType.POINTS_AWARDED)
    assert kept.event_id == event.event_id
    assert kept.payload == event.payload


async def test_p34_8_handled_events_leave_nothing_in_memory(stage: Stage) -> None:
    kit = await stage.open()
    await kit.start([noting([])])
    tracemalloc.start()
    await _publish_many(kit, 200)  # whatever is allocated once is allocated now
    before, _ = tracemalloc.get_traced_memory()
    await _publish_many(kit, 400)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Events that stayed would take some two kilobytes each.
    assert after - before < 400_000


async def _publish_many(kit: BusHarness, count: int) -> None:
    for start in range(0, count, 50):
        async with kit.kernel.uow() as tx:
            for number in range(start, start + 50):
                tx.publish(points(number + 1, number + 1))
        await kit.settle()
        kit.published.clear()
    gc.collect()


def _hours(count: int) -> timedelta:
    return timedelta(hours=count)
