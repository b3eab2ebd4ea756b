"""A bus whose memory is full of what rests goes on with everything else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa

from domains.core import (
    EventBusConfig,
    Kernel,
    PointsAwardedEvent,
    StreakUpdatedEvent,
    Transaction,
    effect,
    reaction,
)
from domains.core.clock import VirtualClock
from domains.core.store import control, deliveries
from domains.core.store.tables import delivery
from tests.core.test_bus import pending, points

ROOM = 10
MANY = 35
KEYS = 5
RESTING = "test.resting"


class Modules:
    """One that may rest, and one that never does."""

    def __init__(self) -> None:
        self.resting: list[tuple[int, int]] = []
        self.awake: list[int] = []
        self.is_broken = False

    async def apply(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        if self.is_broken:
            raise ValueError("away")
        self.resting.append((event.user_id, event.points_amount))

    async def count(self, event: StreakUpdatedEvent) -> None:
        self.awake.append(event.current_streak)


@pytest.fixture
def modules() -> Modules:
    return Modules()


@pytest.fixture
async def kernel(
    prepared_url: str, clock: VirtualClock, modules: Modules
) -> AsyncIterator[Kernel]:
    config = EventBusConfig(max_backlog_events=ROOM, breaker_failures=1, breaker_open_seconds=60)
    kernel = Kernel.open(prepared_url, clock, config)
    kernel.bus.add(
        [
            effect(RESTING, PointsAwardedEvent, modules.apply),
            reaction("test.awake", StreakUpdatedEvent, modules.count),
        ]
    )
    await kernel.bus.initialize()
    yield kernel
    await kernel.close()


async def beat(kernel: Kernel) -> None:
    durable = kernel.bus.engine.durable
    assert durable is not None
    await durable.recovery.beat()
    await kernel.bus.settle()


async def pause(kernel: Kernel) -> None:
    async with kernel.uow() as tx:
        await control.pause(tx, RESTING, "a test", tx.now)
    await beat(kernel)


async def resume(kernel: Kernel) -> None:
    async with kernel.uow() as tx:
        await control.resume(tx, RESTING)


async def shed(kernel: Kernel) -> None:
    """What the loop does by itself, to its end."""
    durable = kernel.bus.engine.durable
    assert durable is not None
    while kernel.bus.engine.pressure.is_full and await durable.shedding.shed():
        pass


async def publish(kernel: Kernel, first: int = 0) -> None:
    for number in range(first, first + MANY):
        await kernel.bus.publish(points(1 + number % KEYS, 1 + number))


def streak(number: int) -> StreakUpdatedEvent:
    return StreakUpdatedEvent(user_id=1, previous_streak=0, current_streak=number)


async def until_all(kernel: Kernel, is_so: Callable[[], bool]) -> None:
    """Heartbeats, each with room made before it, until it is so."""
    clock = kernel.clock
    assert isinstance(clock, VirtualClock)
    for _ in range(20):
        clock.advance(0.2)  # quick retries wait no longer
        await shed(kernel)
        await beat(kernel)
        if is_so():
            return
    raise AssertionError("it never came")


def in_order(handled: list[tuple[int, int]], expected: int) -> bool:
    assert len(handled) <= expected
    for key in range(1, KEYS + 1):
        amounts = [amount for user, amount in handled if user == key]
        assert amounts == sorted(set(amounts))
    return len(handled) == expected


async def test_a_paused_subscription_that_fills_the_memory_stops_nobody_else(
    kernel: Kernel, modules: Modules
) -> None:
    await pause(kernel)
    await publish(kernel)
    await kernel.bus.publish(streak(1))
    await until_all(kernel, lambda: modules.awake == [1])
    assert modules.resting == []
    await resume(kernel)
    await publish(kernel, MANY)
    await until_all(kernel, lambda: in_order(modules.resting, 2 * MANY))
    assert await _rows(kernel) == []
    assert await pending(kernel) == 0
    assert kernel.bus.engine.workers.outstanding == {}


async def test_an_open_breaker_with_a_full_memory_tries_again_and_goes_on(
    kernel: Kernel, clock: VirtualClock, modules: Modules
) -> None:
    modules.is_broken = True
    await publish(kernel)
    await kernel.bus.settle()
    await kernel.bus.publish(streak(1))
    await until_all(kernel, lambda: modules.awake == [1])
    modules.is_broken = False
    for _ in range(5):  # no step longer than a lease
        clock.advance(14)
        await beat(kernel)
    await until_all(kernel, lambda: in_order(modules.resting, MANY))
    assert await _rows(kernel) == []
    assert await pending(kernel) == 0


async def test_what_was_parked_is_not_taken_up_while_its_subscription_rests(
    kernel: Kernel, modules: Modules
) -> None:
    await pause(kernel)
    await publish(kernel)
    await shed(kernel)
    for _ in range(3):
        await beat(kernel)
    assert "parked" in await _rows(kernel)
    assert "replay" not in await _rows(kernel)
    assert modules.resting == []


async def test_a_loop_sheds_as_soon_as_the_bus_is_full(kernel: Kernel) -> None:
    await pause(kernel)
    await publish(kernel)
    async with asyncio.timeout(5):
        while "parked" not in await _rows(kernel):
            await asyncio.sleep(0)


async def _rows(kernel: Kernel) -> list[str]:
    async with kernel.uow.reading() as tx:
        return sorted((await tx.execute(sa.select(delivery.c.state))).scalars())


async def test_more_parked_deliveries_than_a_statement_takes_values_are_freed_in_parts(
    kernel: Kernel, modules: Modules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "FREED_AT_ONCE", 4)
    await pause(kernel)
    await publish(kernel)
    await shed(kernel)
    await resume(kernel)
    await beat(kernel)
    await until_all(kernel, lambda: in_order(modules.resting, MANY))
    assert await _rows(kernel) == []


async def test_what_was_freed_goes_before_what_waits_even_when_there_is_no_room_for_it(
    kernel: Kernel, modules: Modules
) -> None:
    await pause(kernel)
    await publish(kernel)
    await shed(kernel)
    await publish(kernel, MANY)
    await resume(kernel)
    durable = kernel.bus.engine.durable
    assert durable is not None
    await durable.recovery.beat()  # there is no room to fetch what it frees
    await until_all(kernel, lambda: in_order(modules.resting, 2 * MANY))
