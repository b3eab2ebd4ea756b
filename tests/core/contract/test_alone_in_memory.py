"""A bus that was given no database has one of its own, in memory."""

from __future__ import annotations

from domains.core import EventBus, EventBusConfig, EventType
from domains.core.clock import VirtualClock
from tests.core.contract.stage import Always, Counting, points


async def test_it_stores_retries_and_keeps_dead_letters_like_any_other() -> None:
    clock = VirtualClock()
    bus = EventBus(EventBusConfig(max_retry_attempts=1), clock=clock)
    counting = Counting(ConnectionError("once"))
    await bus.subscribe(EventType.POINTS_AWARDED, counting)
    name = await bus.subscribe(EventType.POINTS_AWARDED, Always(ConnectionError("for ever")))
    await bus.initialize()
    assert bus.unit_of_work is not None
    assert await bus.publish(points()) is True
    for _ in range(10):  # no step longer than a lease, or it would rightly start over
        await bus.settle()
        clock.advance(4)
    assert counting.seen == [5, 5]
    assert (await bus.get_subscription_health())[name]["dead"] == 1
    await bus.shutdown()
