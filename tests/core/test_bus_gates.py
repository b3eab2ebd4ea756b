"""Breakers and pauses, when what they stop has begun before, or begins at the same moment."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

import pytest

from domains.core import EventBusConfig, Kernel, PointsAwardedEvent, reaction
from domains.core.clock import VirtualClock
from domains.core.errors import DomainError
from domains.core.store import control
from tests.core.test_bus import points
from tests.core.test_bus_traps import until

OPEN_SECONDS = 2.0
NAME = "test.held"


class Held:
    """A handler whose calls end when the test says so, and as it says."""

    def __init__(self) -> None:
        self.ends: defaultdict[int, asyncio.Future[None]] = defaultdict(asyncio.Future)
        self.begun: list[int] = []

    async def __call__(self, event: PointsAwardedEvent) -> None:
        self.begun.append(event.points_amount)
        await self.ends[event.points_amount]

    def succeed(self, amount: int) -> None:
        self.ends[amount].set_result(None)

    def fail(self, amount: int, error: Exception | None = None) -> None:
        self.ends[amount].set_exception(error or ValueError("no"))


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
async def kernel(
    prepared_sqlite_url: str, clock: VirtualClock, held: Held
) -> AsyncIterator[Kernel]:
    config = EventBusConfig(
        breaker_failures=1, breaker_open_seconds=OPEN_SECONDS, max_retry_attempts=0
    )
    kernel = Kernel.open(prepared_sqlite_url, clock, config)
    kernel.bus.add([reaction(NAME, PointsAwardedEvent, held)])
    await kernel.bus.initialize()
    yield kernel
    for end in held.ends.values():
        if not end.done():
            end.set_result(None)
    await kernel.close()


async def begin(kernel: Kernel, held: Held, *amounts: int) -> None:
    """Publish these, each with a key of its own, and see their calls begin."""
    for amount in amounts:
        await kernel.bus.publish(points(amount, amount))
    await until(lambda: set(amounts) <= set(held.begun))


async def rest(kernel: Kernel, clock: VirtualClock) -> None:
    """Let the breaker's time pass."""
    clock.advance(OPEN_SECONDS)
    await until(lambda: kernel.bus.engine.gates.is_trying(NAME))


async def breaker(kernel: Kernel) -> str:
    return str((await kernel.bus.get_subscription_health())[NAME]["breaker"])


async def test_a_late_failure_during_a_trial_that_succeeds_leaves_no_second_trial(
    kernel: Kernel, clock: VirtualClock, held: Held
) -> None:
    await begin(kernel, held, 1, 2)
    held.fail(1)  # it opens; 2 is still running
    await until(lambda: not kernel.bus.engine.gates.is_open(NAME))
    await rest(kernel, clock)
    await begin(kernel, held, 3)  # the trial
    held.fail(2)  # it opens once more
    await until(lambda: not kernel.bus.engine.gates.is_trying(NAME))
    held.succeed(3)
    await until(lambda: kernel.bus.engine.gates.is_open(NAME))
    clock.advance(OPEN_SECONDS)
    await begin(kernel, held, 4, 5, 6)
    for amount in (4, 5, 6):
        held.succeed(amount)
    await kernel.bus.settle()
    assert kernel.bus.engine.lanes.backlog == 0
    assert await breaker(kernel) == "closed"


@pytest.mark.parametrize("error", [None, DomainError()])
async def test_two_trials_at_once_close_it_once_and_the_rest_flows(
    kernel: Kernel, clock: VirtualClock, held: Held, error: Exception | None
) -> None:
    await begin(kernel, held, 1, 2)
    held.fail(1)
    await until(lambda: not kernel.bus.engine.gates.is_open(NAME))
    await rest(kernel, clock)
    await begin(kernel, held, 3)  # the first trial
    held.fail(2)
    await until(lambda: not kernel.bus.engine.gates.is_trying(NAME))
    await rest(kernel, clock)
    await begin(kernel, held, 4)  # the second, while the first runs
    held.succeed(3)
    await until(lambda: kernel.bus.engine.gates.is_open(NAME))
    if error is None:
        held.succeed(4)
    else:
        held.fail(4, error)
    await begin(kernel, held, 5, 6, 7)
    for amount in (5, 6, 7):
        held.succeed(amount)
    await kernel.bus.settle()
    assert kernel.bus.engine.lanes.backlog == 0
    assert await breaker(kernel) == "closed"


async def test_a_trial_that_decides_nothing_does_not_end_a_pause(
    kernel: Kernel, clock: VirtualClock, held: Held
) -> None:
    await begin(kernel, held, 1)
    held.fail(1)
    await until(lambda: not kernel.bus.engine.gates.is_open(NAME))
    await rest(kernel, clock)
    await begin(kernel, held, 2)
    await kernel.bus.publish(points(3, 3))
    kernel.bus.engine.gates.pause({NAME})
    held.fail(2, DomainError())
    await kernel.bus.settle()
    assert held.begun == [1, 2]
    kernel.bus.engine.gates.pause(())
    await until(lambda: 3 in held.begun)


async def test_a_subscription_that_comes_after_its_pause_is_paused(
    kernel: Kernel, clock: VirtualClock
) -> None:
    seen: list[int] = []

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    async with kernel.uow() as tx:
        await control.pause(tx, "test.late", "a test", tx.now)
    await _beat(kernel)
    kernel.bus.add([reaction("test.late", PointsAwardedEvent, note)])
    await kernel.bus.publish(points(1, 1))
    await until(lambda: kernel.bus.engine.lanes.backlog > 0)
    await asyncio.sleep(0.05)
    assert seen == []
    async with kernel.uow() as tx:
        await control.resume(tx, "test.late")
    await _beat(kernel)
    await until(lambda: seen == [1])


async def test_a_subscription_that_was_away_when_its_pause_ended_is_not_paused(
    kernel: Kernel, clock: VirtualClock
) -> None:
    seen: list[int] = []

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    late = reaction("test.late", PointsAwardedEvent, note)
    kernel.bus.add([late])
    async with kernel.uow() as tx:
        await control.pause(tx, "test.late", "a test", tx.now)
    await _beat(kernel)
    await kernel.bus.unsubscribe("test.late")
    async with kernel.uow() as tx:
        await control.resume(tx, "test.late")
    await _beat(kernel)
    kernel.bus.add([late])
    await kernel.bus.publish(points(1, 1))
    await until(lambda: seen == [1])


async def _beat(kernel: Kernel) -> None:
    durable = kernel.bus.engine.durable
    assert durable is not None
    await durable.recovery.beat()
