"""Events of which several things are unfinished at once, through crashes and second failures."""

from __future__ import annotations

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.operations.service import Operations
from domains.core.store import control, deliveries, replays
from domains.core.store.dead_letters import LetterFilter
from domains.core.store.inspection import EventFilter
from domains.core.store.instances import LEASE
from tests.core.operations.conftest import FRAGILE, STEADY, Modules, beat
from tests.core.operations.test_dead_letters import publish, rows
from tests.core.test_bus import pending, points


async def crash(kernel: Kernel, clock: VirtualClock) -> None:
    """It ends as a process that is killed: nothing is written any more."""
    await kernel.supervisor.close()
    await kernel.database.close()
    clock.advance(LEASE.total_seconds() + 1)


async def revive(url: str, clock: VirtualClock, modules: Modules) -> Kernel:
    """A new process on the same database."""
    kernel = Kernel.open(url, clock)
    kernel.bus.add(modules.subscriptions)
    async with kernel.uow() as tx:
        await control.resume(tx, STEADY)
    await kernel.bus.initialize()
    await kernel.bus.settle()
    await beat(kernel, clock)
    return kernel


async def free(kernel: Kernel, *paused: str) -> None:
    """What a heartbeat does first; the crash comes before it does the rest."""
    async with kernel.uow() as tx:
        assert await deliveries.unpark(tx, kernel.bus.instance_id, None, paused)


async def test_a_crash_after_a_release_loses_nothing_that_others_still_had_to_do(
    prepared_url: str,
    kernel: Kernel,
    clock: VirtualClock,
    modules: Modules,
    operations: Operations,
) -> None:
    await operations.pauses.pause(STEADY, "a test")
    durable = kernel.bus.engine.durable
    assert durable is not None
    await durable.recovery.beat()
    modules.broken = {1}
    await publish(kernel, 1)
    await operations.dead_letters.replay(LetterFilter(FRAGILE))
    modules.broken = set()
    await free(kernel, STEADY)
    await crash(kernel, clock)
    second = await revive(prepared_url, clock, modules)
    assert modules.fragile == modules.steady == [1]
    assert await rows(second) == []
    assert await pending(second) == 0
    await second.close()


async def test_a_crash_during_a_replay_repeats_nothing_that_was_done_long_ago(
    prepared_url: str, kernel: Kernel, clock: VirtualClock, modules: Modules
) -> None:
    event = points(7, 1)
    await kernel.bus.publish(event)
    await kernel.bus.settle()
    async with kernel.uow() as tx:
        await replays.put_back(tx, FRAGILE, [(event.event_id, "7")], tx.now)
    await free(kernel)
    async with kernel.uow() as tx:  # and one more while the first is not delivered
        await replays.put_back(tx, STEADY, [(event.event_id, "7")], tx.now)
    await free(kernel)
    await crash(kernel, clock)
    second = await revive(prepared_url, clock, modules)
    assert modules.fragile == modules.steady == [1, 1]
    assert modules.outside == [1]
    assert await pending(second) == 0
    await second.close()


async def test_what_follows_a_letter_that_fails_again_waits_behind_it_again(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    modules.broken = {1}
    await publish(kernel, 1, 2, 3)
    await operations.dead_letters.replay(LetterFilter())
    await beat(kernel, clock)  # all three are taken up, and the first fails
    await publish(kernel, 4)
    assert modules.fragile == []
    assert await rows(kernel) == ["dead", "parked", "parked", "parked"]
    modules.broken = set()
    await operations.dead_letters.replay(LetterFilter())
    await beat(kernel, clock)
    assert modules.fragile == modules.steady == modules.outside == [1, 2, 3, 4]


async def test_a_crash_after_a_second_failure_keeps_the_order(
    prepared_url: str,
    kernel: Kernel,
    clock: VirtualClock,
    modules: Modules,
    operations: Operations,
) -> None:
    modules.broken = {1}
    await publish(kernel, 1, 2)
    await operations.dead_letters.replay(LetterFilter())
    await free(kernel)
    async with kernel.uow() as tx:
        (first, *_) = await replays.page(tx, EventFilter(), 0, 10)
    dead = deliveries.Unfinished(first.event_id, FRAGILE, "7", deliveries.DEAD, 1, None)
    async with kernel.uow() as tx:
        await deliveries.record(tx, dead, deliveries.Failure("again"), tx.now)
    await crash(kernel, clock)
    second = await revive(prepared_url, clock, modules)
    assert modules.fragile == []
    assert await rows(second) == ["dead", "parked"]
    await second.close()
