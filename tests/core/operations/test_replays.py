"""Handled events are put before one subscription again, in order, and before nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import sqlalchemy as sa

from domains.core import DomainError, Kernel, PointsAwardedEvent, Transaction, effect, reaction
from domains.core.clock import VirtualClock
from domains.core.operations.service import Operations
from domains.core.store.dead_letters import LetterFilter
from domains.core.store.inspection import EventFilter
from domains.core.store.tables import delivery, inbox, instance
from tests.core.operations.conftest import FRAGILE, OUTSIDE, STEADY, Modules, beat
from tests.core.operations.test_dead_letters import publish, rows
from tests.core.test_bus import pending, points

AWARDS = EventFilter(event_types=(PointsAwardedEvent.event_type,))


async def test_an_effect_is_applied_again_for_the_chosen_subscription_alone(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    await publish(kernel, 1, 2, 3)
    plan = await operations.replays.plan(STEADY, AWARDS)
    assert (plan.events, plan.applied, plan.unfinished) == (3, 3, 0)
    assert modules.steady == [1, 2, 3]
    done = await operations.replays.replay(STEADY, AWARDS)
    assert done == plan
    await publish(kernel, 4)
    await beat(kernel, clock)
    assert modules.steady[:3] == [1, 2, 3]
    assert sorted(modules.steady[3:]) == [1, 2, 3, 4]
    assert modules.fragile == modules.outside == [1, 2, 3, 4]
    assert await rows(kernel) == []
    assert await pending(kernel) == 0


async def test_a_reaction_is_repeated_when_an_operator_asks_for_it(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    await publish(kernel, 1)
    await publish(kernel, 2, user_id=8)
    await operations.replays.replay(OUTSIDE, EventFilter(key="8"))
    await beat(kernel, clock)
    assert modules.outside == [1, 2, 2]
    assert modules.steady == [1, 2]


async def test_a_replay_of_many_batches_keeps_the_order_of_each_key(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    async with kernel.uow() as tx:
        for amount in range(1, 1_201):
            tx.publish(points(amount % 3 + 1, amount))
    await kernel.bus.settle()
    seen: list[int] = []
    await operations.replays.replay(STEADY, AWARDS, seen.append)
    assert seen == [500, 500, 200]
    await beat(kernel, clock)
    again = modules.steady[1_200:]
    assert len(again) == 1_200
    for remainder in range(3):
        of_key = [amount for amount in again if amount % 3 == remainder]
        assert of_key == sorted(of_key)
    assert len(modules.outside) == 1_200


async def test_an_unfinished_event_is_left_to_those_who_deliver_it(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    go_on = await hang(kernel)
    await kernel.bus.publish(points(7, 1))
    await until(lambda: modules.steady == [1])
    plan = await operations.replays.replay(STEADY, AWARDS)
    assert (plan.events, plan.unfinished) == (0, 1)
    go_on.set()
    await kernel.bus.settle()
    assert modules.steady == [1]


async def test_a_dead_letter_is_replayed_although_others_are_not_done_with_its_event(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    go_on = await hang(kernel)
    modules.broken = {1}
    await kernel.bus.publish(points(7, 1))
    await until(lambda: modules.outside == [1])
    while not await operations.dead_letters.find(LetterFilter()):
        await asyncio.sleep(0)
    modules.broken = set()
    await operations.dead_letters.replay(LetterFilter())
    clock.advance(5)
    await until(lambda: modules.fragile == [1])
    assert await pending(kernel) == 1  # one is still busy with it
    go_on.set()
    await kernel.bus.settle()
    assert await pending(kernel) == 0
    assert modules.steady == modules.outside == [1]
    assert await rows(kernel) == []


async def test_a_crash_in_the_middle_of_a_replay_repeats_nothing_for_others(
    kernel: Kernel,
    clock: VirtualClock,
    modules: Modules,
    operations: Operations,
    prepared_url: str,
) -> None:
    modules.broken = {1}
    await publish(kernel, 1, 2)
    stuck = asyncio.Event()

    async def hangs(event: PointsAwardedEvent) -> None:
        stuck.set()
        await asyncio.Event().wait()

    await kernel.bus.unsubscribe(FRAGILE)
    kernel.bus.add([reaction(FRAGILE, PointsAwardedEvent, hangs)])
    await operations.dead_letters.replay(LetterFilter())
    await asyncio.sleep(0)
    clock.advance(5)
    await stuck.wait()
    await kernel.supervisor.close()  # as by kill -9: nothing is written down any more

    heir, heirs = Kernel.open(prepared_url, clock), Modules()
    async with heir.uow() as tx:
        await tx.execute(sa.delete(instance))
    heir.bus.add(heirs.subscriptions)
    await heir.bus.initialize()
    await heir.bus.settle()
    assert heirs.fragile == [1, 2]
    assert heirs.outside == heirs.steady == []
    async with heir.uow.reading() as tx:
        assert (await tx.execute(sa.select(delivery))).all() == []
        applied = sa.select(sa.func.count()).select_from(inbox)
        assert await tx.scalar(applied) == 4
    await heir.close()


async def test_a_retry_within_a_replay_survives_a_restart_as_a_replay(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    tries: list[int] = []

    async def stumble(event: PointsAwardedEvent, tx: Transaction) -> None:
        tries.append(event.points_amount)
        if len(tries) == 1:
            raise DomainError
        if len(tries) < 4:
            raise ConnectionError

    await kernel.bus.unsubscribe(FRAGILE)
    kernel.bus.add([effect(FRAGILE, PointsAwardedEvent, stumble)])
    await publish(kernel, 1)
    await operations.dead_letters.replay(LetterFilter())
    await beat(kernel, clock)
    clock.advance(0.2)
    await kernel.bus.settle()
    assert await rows(kernel) == ["replay"]
    clock.advance(60)
    await kernel.bus.settle()
    assert tries == [1, 1, 1, 1]
    assert await rows(kernel) == []


async def hang(kernel: Kernel) -> asyncio.Event:
    """Another module that is not done before the event is set."""
    go_on = asyncio.Event()

    async def wait(event: PointsAwardedEvent) -> None:
        await go_on.wait()

    kernel.bus.add([reaction("test.slow", PointsAwardedEvent, wait)])
    return go_on


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0)
