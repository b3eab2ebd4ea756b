"""The intake's promises on a real database: once, in order, nothing lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.intake import Intake, IntakeClosedError
from bot.intake.tables import lane, update
from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.context import current_cause
from domains.core.store import instances
from tests.bot.support import Handler, message, pre_checkout, until


async def states(kernel: Kernel) -> dict[int, tuple[str, int]]:
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(update.c.update_id, update.c.state, update.c.attempts))
        return {row.update_id: (row.state, row.attempts) for row in rows}


async def open_lanes(kernel: Kernel) -> int:
    async with kernel.uow.reading() as tx:
        return int(await tx.scalar(sa.select(sa.func.count()).select_from(lane)))


async def test_the_same_update_three_times_is_handled_once(kernel: Kernel) -> None:
    handler = Handler()
    intake = Intake(kernel, handler)
    assert await intake.accept([message(1), message(1)]) == 1
    assert await intake.accept([message(1)]) == 0
    await intake.settle()
    assert await intake.accept([message(1)]) == 0
    await intake.settle()
    assert handler.seen == [1]
    assert await states(kernel) == {1: ("done", 1)}
    assert await open_lanes(kernel) == 0


async def test_a_lone_update_costs_two_transactions(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    writing = kernel.database.writing

    def counted() -> Any:
        opened.append(1)
        return writing()

    monkeypatch.setattr(kernel.database, "writing", counted)
    intake = Intake(kernel, Handler())
    await intake.accept([message(1)])
    await intake.settle()
    assert len(opened) == 2


async def test_updates_carry_their_correlation(kernel: Kernel) -> None:
    causes = []

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        causes.append(current_cause().correlation_id)

    intake = Intake(kernel, feed)
    await intake.accept([message(5), message(6)])
    await intake.settle()
    assert causes == ["update:5", "update:6"]


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


async def test_a_handler_that_raises_is_tried_again_then_set_aside(
    kernel: Kernel, clock: VirtualClock
) -> None:
    tried = []

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        tried.append(update.update_id)
        if update.update_id == 1:
            raise ZeroDivisionError

    intake = Intake(kernel, feed)
    await intake.accept([message(1), message(2)])
    await until(lambda: not intake.lanes, lambda: clock.advance(1))
    assert tried == [1, 1, 1, 2]
    assert await states(kernel) == {1: ("failed", 3), 2: ("done", 1)}


@pytest.mark.parametrize(
    "odd",
    [
        {"update_id": 1},
        {"update_id": 1, "message": {}},
        {"update_id": 1, "message": "text"},
        {"update_id": 1, "a_kind_of_next_year": {"from": {"id": 7}}},
        {"update_id": 1, "message": {**message(1)["message"], "from": {"id": "x\ud800\0"}}},
        {"update_id": 1, "callback_query": {"id": "1"}},
    ],
)
async def test_what_cannot_be_read_is_kept_as_failed(kernel: Kernel, odd: dict[str, Any]) -> None:
    handler = Handler()
    intake = Intake(kernel, handler)
    assert await intake.accept([odd, message(2, text="nul \0 and half a pair \ud800")]) == 2
    await intake.settle()
    assert handler.seen == [2]
    assert (await states(kernel))[1] == ("failed", 0)
    assert (await intake.backlog()).failed == 1


async def test_what_has_no_number_is_skipped(kernel: Kernel) -> None:
    handler = Handler()
    intake = Intake(kernel, handler)
    odd: list[object] = [
        None,
        3,
        "x",
        [],
        {},
        {"update_id": "1"},
        {"update_id": True},
        {"update_id": 2**63},
    ]
    assert await intake.accept(odd) == 0
    assert await intake.accept([*odd, message(1)]) == 1


async def test_updates_without_a_person_have_lanes_too(kernel: Kernel) -> None:
    handler = Handler()
    intake = Intake(kernel, handler)
    poll = {
        "id": "1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    post = {"message_id": 1, "date": 1, "chat": {"id": -100, "type": "channel"}, "text": "x"}
    await intake.accept(
        [{"update_id": 1, "poll": poll}, {"update_id": 2, "channel_post": post}, message(3)]
    )
    await intake.settle()
    assert sorted(handler.seen) == [1, 2, 3]


async def test_a_pre_checkout_query_waits_for_nobody(kernel: Kernel) -> None:
    release, handler = asyncio.Event(), Handler()

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        if update.message is not None:
            await release.wait()
        await handler(update, raw)

    intake = Intake(kernel, feed, limit=1)
    await intake.accept([message(1), message(2, user_id=8), pre_checkout(3)])
    await until(lambda: handler.seen == [3])
    release.set()
    await intake.settle()
    assert sorted(handler.seen) == [1, 2, 3]


async def test_lanes_at_once_are_bounded(kernel: Kernel) -> None:
    running, most = 0, 0

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(3):
            await asyncio.sleep(0)
        running -= 1

    intake = Intake(kernel, feed, limit=3)
    await intake.accept([message(number, user_id=number) for number in range(1, 20)])
    await intake.settle()
    assert most == 3


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


async def test_old_updates_are_deleted(kernel: Kernel, clock: VirtualClock) -> None:
    intake = Intake(kernel, Handler())
    await intake.accept([message(1), {"update_id": 2}])
    await intake.settle()
    clock.advance(timedelta(days=3, seconds=1).total_seconds())
    await intake.accept([message(3)])
    await intake.settle()
    assert await intake.delete_old(clock.now()) == 1
    assert sorted(await states(kernel)) == [2, 3]
    clock.advance(timedelta(days=14).total_seconds())
    assert await intake.delete_old(clock.now()) == 2
