"""The intake of one instance: once, in order, whatever arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.intake import Intake, repository
from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.context import current_cause
from tests.bot.support import Handler, message, open_lanes, pre_checkout, states, until


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
    opened: list[str] = []
    writing = kernel.database.writing

    def counted() -> Any:
        task = asyncio.current_task()
        opened.append(task.get_name() if task is not None else "")
        return writing()

    monkeypatch.setattr(kernel.database, "writing", counted)
    intake = Intake(kernel, Handler())
    await intake.accept([message(1)])
    await intake.settle()
    assert len([task for task in opened if not task.startswith("bus.")]) == 2


async def test_updates_carry_their_correlation(kernel: Kernel) -> None:
    causes = []

    async def feed(update: Any, raw: Mapping[str, Any]) -> None:
        causes.append(current_cause().correlation_id)

    intake = Intake(kernel, feed)
    await intake.accept([message(5), message(6)])
    await intake.settle()
    assert causes == ["update:5", "update:6"]


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


async def test_what_was_handled_is_not_handled_again_because_the_database_was_away(
    kernel: Kernel, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, settle, failures = Handler(), repository.settle, [OSError(), OSError()]

    async def flaky(*what: Any) -> None:
        if failures:
            raise failures.pop()
        await settle(*what)

    monkeypatch.setattr(repository, "settle", flaky)
    intake = Intake(kernel, handler)
    await intake.accept([message(1), message(2)])
    await until(lambda: not intake.lanes, lambda: clock.advance(1))
    assert handler.seen == [1, 2]
    assert failures == []


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
