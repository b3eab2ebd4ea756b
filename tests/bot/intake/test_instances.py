"""Several instances, some of which die: order, exactly one handling, nothing lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from typing import Any

import pytest

from bot.intake import Intake, IntakeClosedError
from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.store import instances
from tests.bot.support import Handler, message, open_lanes, states, until


async def test_two_instances_keep_every_persons_order_and_lose_nothing(
    kernel: Kernel, database_url: str, clock: VirtualClock
) -> None:
    other = Kernel.open(database_url, clock)
    await other.bus.initialize()
    handler, dice = Handler(), random.Random(4)
    running: set[int] = set()

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        user = update.message.from_user.id
        assert user not in running
        running.add(user)
        for _ in range(dice.randrange(3)):
            await asyncio.sleep(0)
        await handler(update, raw)
        running.remove(user)

    intakes = [Intake(kernel, feed, limit=8), Intake(other, feed, limit=8)]
    sent: dict[int, list[int]] = {user: [] for user in range(1, 21)}
    for number in range(1, 501):
        sent[dice.randrange(1, 21)].append(number)

    async def play(user: int) -> None:
        numbers = sent[user]
        while numbers:
            size = dice.randrange(1, 4)
            batch, numbers = numbers[:size], numbers[size:]
            for intake in dice.sample(intakes, dice.choice([1, 1, 2])):  # a repeat is common
                await intake.accept([message(number, user) for number in batch])

    await asyncio.gather(*(play(user) for user in sent))
    while any(intake.lanes for intake in intakes):
        for intake in intakes:
            await intake.settle()
    assert {user: handler.by_user[user] for user in sent} == sent
    assert {state for state, _ in (await states(kernel)).values()} == {"done"}
    assert await open_lanes(kernel) == 0
    await other.close()


async def test_a_lane_is_closed_only_when_nothing_new_has_come(
    kernel: Kernel, database_url: str, clock: VirtualClock
) -> None:
    other = Kernel.open(database_url, clock)
    await other.bus.initialize()
    handler = Handler()
    elsewhere = Intake(other, handler)

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        if update.update_id == 1:
            await elsewhere.accept([message(2)])  # arrives there while we handle this person
        await handler(update, raw)

    intake = Intake(kernel, feed)
    await intake.accept([message(1)])
    await intake.settle()
    assert handler.seen == [1, 2]
    assert elsewhere.lanes == 0
    await other.close()


async def test_an_update_that_arrives_while_its_lane_closes_is_not_forgotten(
    kernel: Kernel, database_url: str, clock: VirtualClock
) -> None:
    other = Kernel.open(database_url, clock)
    await other.bus.initialize()
    handler, dice = Handler(), random.Random(3)
    intakes = [Intake(kernel, handler), Intake(other, handler)]

    async def play(user: int) -> None:
        for number in range(40):
            # One at a time and both doors at random: closing and arriving meet often.
            await dice.choice(intakes).accept([message(user * 1000 + number, user)])

    await asyncio.gather(*(play(user) for user in range(1, 7)))
    await until(lambda: not any(intake.lanes for intake in intakes))
    wanted = {user: [user * 1000 + number for number in range(40)] for user in range(1, 7)}
    assert handler.by_user == wanted
    assert await open_lanes(kernel) == 0
    await other.close()


async def test_the_survivor_takes_over_what_a_dead_instance_had_accepted(
    kernel: Kernel, database_url: str, clock: VirtualClock
) -> None:
    stuck = asyncio.Event()

    async def never_ends(update: Any, raw: Mapping[str, Any]) -> None:
        await stuck.wait()

    doomed = Kernel.open(database_url, clock)
    await doomed.bus.initialize()
    await Intake(doomed, never_ends).accept([message(1), message(2), message(3, user_id=8)])
    await doomed.supervisor.close()  # as if killed: no goodbye, its lease runs out by itself
    await doomed.database.close()

    handler = Handler()
    intake = Intake(kernel, handler)
    await intake.start()
    await intake.accept([message(4)])
    assert handler.seen == []
    clock.advance(instances.LEASE.total_seconds() + 1)
    await kernel.bus.settle()
    # Two loops wake up, the heartbeat and the recovery, in no particular order.
    await until(lambda: len(handler.seen) == 4, lambda: clock.advance(5))
    await intake.settle()
    assert handler.by_user == {7: [1, 2, 4], 8: [3]}
    assert await intake.recover() == 0


async def test_an_accept_takes_over_the_lane_of_the_dead_and_handles_the_oldest_first(
    kernel: Kernel, database_url: str, clock: VirtualClock
) -> None:
    doomed = Kernel.open(database_url, clock)
    crashed = Intake(doomed, Handler())
    crashed._run = lambda key, head: None  # type: ignore[method-assign]  # killed right here
    await crashed.accept([message(1), message(2)])
    await doomed.database.close()

    handler = Handler()
    intake = Intake(kernel, handler)
    await intake.accept([message(3)])
    await intake.settle()
    assert handler.seen == [1, 2, 3]


async def test_a_runner_that_was_lost_inside_a_living_instance_is_noticed(
    kernel: Kernel,
) -> None:
    handler = Handler()
    intake = Intake(kernel, handler)
    run, intake._run = intake._run, lambda key, head: None  # type: ignore[method-assign]
    await intake.accept([message(1)])
    intake._run = run  # type: ignore[method-assign]
    assert await intake.recover() == 0
    assert await intake.recover() == 1
    await intake.settle()
    assert handler.seen == [1]


async def one_life(
    database_url: str, clock: VirtualClock, updates: list[dict[str, Any]], hanging: set[int]
) -> None:
    """An instance that takes up what there is and is killed while some updates hang in it."""
    doomed = Kernel.open(database_url, clock)  # never initialised: nobody counts it as alive
    handler, never = Handler(), asyncio.Event()

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        await handler(update, raw)
        if update.update_id in hanging:
            await never.wait()

    intake = Intake(doomed, feed)
    await intake.accept(updates)
    await intake.recover()
    await until(lambda: hanging <= set(handler.seen))
    await doomed.supervisor.close()
    await doomed.database.close()


async def test_what_kills_the_process_three_times_is_set_aside(
    kernel: Kernel, database_url: str, clock: VirtualClock
) -> None:
    updates = [message(1), message(2), message(3, user_id=8)]
    await one_life(database_url, clock, updates, hanging={1, 3})
    await one_life(database_url, clock, updates, hanging={1, 3})
    await one_life(database_url, clock, updates, hanging={1})
    handler = Handler()
    intake = Intake(kernel, handler)
    await intake.recover()
    await intake.settle()
    # The third ran beside the poison twice. For its last chance it waited: it is not blamed.
    assert await states(kernel) == {1: ("failed", 3), 2: ("done", 1), 3: ("done", 3)}
    assert 1 not in handler.seen


async def test_draining_finishes_what_runs_and_leaves_the_rest_to_the_next_life(
    kernel: Kernel, database_url: str, clock: VirtualClock
) -> None:
    release, handler = asyncio.Event(), Handler()

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        await release.wait()
        await handler(update, raw)

    leaving = Kernel.open(database_url, clock)
    await leaving.bus.initialize()
    intake = Intake(leaving, feed)
    await intake.accept([message(1), message(2)])
    draining = asyncio.ensure_future(intake.drain())
    await asyncio.sleep(0)
    with pytest.raises(IntakeClosedError):
        await intake.accept([message(3)])
    release.set()
    await draining
    await leaving.close()
    assert handler.seen == [1]
    successor = Intake(kernel, handler)
    await successor.start()
    await successor.settle()
    assert handler.seen == [1, 2]
