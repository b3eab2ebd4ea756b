"""The class-based contract: handlers, subscriptions by name, the store that can be asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domains.core import (
    BaseEventHandler,
    EventBus,
    EventBusConfig,
    EventPublishError,
    EventSubscriptionError,
    EventType,
    IEvent,
    IEventBus,
    IEventHandler,
    IEventStore,
    Kernel,
    PointsAwardedEvent,
)
from domains.core.clock import VirtualClock
from domains.core.events import default_factory
from domains.core.store.event_store import SqlEventStore


class Counter(BaseEventHandler):
    """Counts points; fails as often as it is told to."""

    def __init__(self, *failures: Exception | bool) -> None:
        super().__init__("test", "counter")
        self.add_supported_event_type(EventType.POINTS_AWARDED)
        self.failures = list(failures)
        self.seen: list[int] = []

    async def _process_event(self, event: IEvent) -> bool:
        self.seen.append(event.payload["points_amount"])
        if not self.failures:
            return True
        failure = self.failures.pop(0)
        if isinstance(failure, Exception):
            raise failure
        return failure


def points(amount: int = 5) -> PointsAwardedEvent:
    return PointsAwardedEvent(user_id=7, points_amount=amount, action_type="test")


async def run(bus: EventBus, clock: VirtualClock) -> None:
    for _ in range(6):
        await bus.settle()
        clock.advance(60)
    await bus.settle()


@pytest.fixture(params=["memory", "prepared_sqlite_url", "prepared_postgres_url"])
def url(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "memory" else str(request.getfixturevalue(request.param))


@pytest.fixture
async def bus(url: str | None, clock: VirtualClock) -> AsyncIterator[EventBus]:
    config = EventBusConfig(max_retry_attempts=2)
    if url is None:
        yield EventBus(config, clock=clock)
        return
    kernel = Kernel.open(url, clock, config)
    yield kernel.bus
    await kernel.close()


@pytest.mark.parametrize("contract", [IEventBus, IEventHandler, IEventStore])
def test_contracts_are_abstract(contract: type) -> None:
    with pytest.raises(TypeError):
        contract()


async def test_a_handler_hears_by_type_and_by_pattern(bus: EventBus, clock: VirtualClock) -> None:
    exact, pattern = Counter(), Counter()
    await bus.subscribe(EventType.POINTS_AWARDED, exact)
    await bus.subscribe("gamification.*", pattern, service_name="other")
    await bus.initialize()
    assert await bus.publish(points())
    await run(bus, clock)
    assert exact.seen == pattern.seen == [5]
    assert exact.get_performance()["success_count"] == 1
    await bus.shutdown()


async def test_target_services_choose_who_hears(bus: EventBus, clock: VirtualClock) -> None:
    chosen, other = Counter(), Counter()
    await bus.subscribe(EventType.POINTS_AWARDED, chosen, service_name="chosen")
    await bus.subscribe(EventType.POINTS_AWARDED, other, service_name="other")
    await bus.initialize()
    await bus.publish(points(), target_services=["chosen"])
    await run(bus, clock)
    assert (chosen.seen, other.seen) == ([5], [])
    await bus.shutdown()


@pytest.mark.parametrize("failure", [False, ConnectionError("again")])
async def test_false_and_an_exception_are_retried(
    bus: EventBus, clock: VirtualClock, failure: Exception | bool
) -> None:
    handler = Counter(failure, failure)
    await bus.subscribe(EventType.POINTS_AWARDED, handler)
    await bus.initialize()
    await bus.publish(points())
    await run(bus, clock)
    assert handler.seen == [5, 5, 5]
    assert handler.get_performance()["error_count"] == 2
    await bus.shutdown()


async def test_a_handler_that_gives_up_is_not_called_again(
    bus: EventBus, clock: VirtualClock
) -> None:
    handler = Counter(ValueError("invalid for ever"))
    subscription = await bus.subscribe(EventType.POINTS_AWARDED, handler)
    await bus.initialize()
    await bus.publish(points())
    await run(bus, clock)
    assert handler.seen == [5]
    health = await bus.get_subscription_health()
    assert (health[subscription]["failed"], health[subscription]["dead"]) == (1, 1)
    await bus.shutdown()


async def test_subscriptions_are_listed_named_once_and_taken_back(
    bus: EventBus, clock: VirtualClock
) -> None:
    handler = Counter()
    subscription = await bus.subscribe(EventType.POINTS_AWARDED, handler)
    with pytest.raises(EventSubscriptionError):
        await bus.subscribe(EventType.POINTS_AWARDED, handler)
    assert await bus.get_active_subscriptions() == {EventType.POINTS_AWARDED: [subscription]}
    assert await bus.unsubscribe(subscription)
    assert not await bus.unsubscribe(subscription)
    await bus.initialize()
    await bus.publish(points())
    await run(bus, clock)
    assert handler.seen == []
    await bus.shutdown()


async def test_a_bus_that_does_not_run_refuses(bus: EventBus) -> None:
    with pytest.raises(EventPublishError):
        await bus.publish(points())
    await bus.initialize()
    await bus.initialize()
    await bus.shutdown()
    await bus.shutdown()
    with pytest.raises(EventPublishError):
        await bus.publish(points())


async def test_the_store_answers_by_type_time_and_correlation(
    kernel: Kernel, clock: VirtualClock
) -> None:
    store = SqlEventStore(kernel.database, default_factory(), kernel.bus.instance_id)
    await kernel.bus.initialize()
    start = clock.now()
    for amount in (1, 2, 3):
        await kernel.bus.publish(points(amount))
        clock.advance(60)
    amounts = [e.payload["points_amount"] for e in await store.get_events(limit=2)]
    assert amounts == [2, 3]
    first = (await store.get_events(EventType.POINTS_AWARDED, end_time=clock.now()))[0]
    assert await store.get_events(correlation_id=first.correlation_id) == [first]
    since = start + timedelta(seconds=60)
    replayed = [e async for e in store.replay_events(EventType.POINTS_AWARDED, since)]
    assert [e.payload["points_amount"] for e in replayed] == [2, 3]
    assert await store.store_event(extra := points(9))
    assert not await store.store_event(extra)
