"""Notifications: told by the turn or by the sender, exactly once, whoever dies or fails."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence

import pytest
import sqlalchemy as sa
from aiogram import Bot

from bot.gateway.notifications import Notification, NotificationCenter
from bot.gateway.notifications.tables import notification
from bot.gateway.reachability import Reachability
from bot.gateway.session import open_bot
from bot.ui.screen import Screen
from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.store import instances
from tests.bot.stub_api import TOKEN, StubApi, refusal
from tests.bot.support import until


class ChatPainter:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, screen: Screen) -> object:
        return await self._bot.send_message(chat_id, screen.text)


class DeadEnd:
    """A process that is killed in the middle of sending."""

    def __init__(self) -> None:
        self.began = asyncio.Event()

    async def send(self, chat_id: int, screen: Screen) -> object:
        self.began.set()
        return await asyncio.Event().wait()


async def render(notifications: Sequence[Notification]) -> Screen:
    return Screen("notice", "+".join(str(each.params["what"]) for each in notifications))


@pytest.fixture
async def bot(kernel: Kernel, api: StubApi) -> AsyncIterator[Bot]:
    bot = open_bot(TOKEN, api.url, kernel)
    yield bot
    await bot.session.close()


@pytest.fixture
async def center(kernel: Kernel, bot: Bot) -> NotificationCenter:
    center = NotificationCenter(kernel, ChatPainter(bot), render)
    await center.start()
    return center


async def ask(
    kernel: Kernel, center: NotificationCenter, *what: str, user: int = 7, turn: str = "update:1"
) -> None:
    async with kernel.uow() as tx:
        for each in what:
            params = {"what": each}
            await center.request(tx, user, "test", params, f"{user}:{each}", turn)


def told(api: StubApi) -> list[str]:
    return [call.params["text"] for call in api.made("sendMessage")]


async def states(kernel: Kernel) -> dict[str, int]:
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(notification.c.state))
        return dict(Counter(rows.scalars()))


async def pass_time(clock: VirtualClock, seconds: int) -> None:
    """Let the clock run in steps, with a pause in which everybody may act on it."""
    for _ in range(seconds):
        clock.advance(1)
        await asyncio.sleep(0.01)


async def test_what_no_turn_shows_is_sent_in_one_message_after_two_seconds(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    await ask(kernel, center, "points", "level")
    await ask(kernel, center, "points", user=8)
    await pass_time(clock, 1)
    assert told(api) == []
    await until(lambda: len(told(api)) == 2, lambda: clock.advance(0.1))
    assert sorted(told(api)) == ["points", "points+level"]
    await center.drain()
    assert await states(kernel) == {"sent": 3}
    assert api.made("sendMessage")[0].headers["X-Correlation-Id"] == "update:1"


async def test_what_the_turn_shows_is_not_sent(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    await ask(kernel, center, "points", "level")
    await ask(kernel, center, "streak", turn="update:2")
    claimed = await center.claim_for_turn(7, "update:1")
    assert [each.params["what"] for each in claimed] == ["points", "level"]
    assert [each.kind for each in claimed] == ["test", "test"]
    again = await center.claim_for_turn(7, "update:1")  # a replay after a crash
    assert again == claimed
    await center.shown([each.id for each in claimed])
    assert await center.claim_for_turn(7, "update:1") == []
    await until(lambda: told(api), lambda: clock.advance(0.1))
    await pass_time(clock, 70)
    assert told(api) == ["streak"]
    assert await states(kernel) == {"sent": 3}


async def test_what_a_turn_gives_back_is_sent_at_once(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    await ask(kernel, center, "points")
    claimed = await center.claim_for_turn(7, "update:1")
    await center.give_back([each.id for each in claimed])
    await until(lambda: told(api) == ["points"])  # the clock stands still


async def test_what_a_dead_turn_had_claimed_is_sent_after_a_minute(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    await ask(kernel, center, "points")
    await center.claim_for_turn(7, "update:1")
    await pass_time(clock, 59)
    assert told(api) == []
    await until(lambda: told(api) == ["points"], lambda: clock.advance(1))


async def test_a_request_counts_once_and_only_if_it_commits(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with kernel.uow() as tx:
            await center.request(tx, 7, "test", {"what": "nothing"}, "k", "update:1")
            _ = 1 / 0
    async with kernel.uow() as tx:
        assert await center.request(tx, 7, "test", {"what": "points"}, "k", "update:1")
        assert not await center.request(tx, 7, "test", {"what": "points"}, "k", "update:1")
    await until(lambda: told(api), lambda: clock.advance(0.1))
    await pass_time(clock, 10)
    assert told(api) == ["points"]


async def test_turns_and_two_senders_tell_everything_exactly_once(
    kernel: Kernel,
    center: NotificationCenter,
    bot: Bot,
    api: StubApi,
    clock: VirtualClock,
    database_url: str,
) -> None:
    other = Kernel.open(database_url, clock)
    await other.bus.initialize()
    rival = NotificationCenter(other, ChatPainter(bot), render)
    await rival.start()
    dice = random.Random(2)
    shown: list[str] = []

    async def turn(number: int) -> None:
        user, who = number % 10, f"update:{number}"
        await ask(kernel, center, f"{number}a", f"{number}b", user=user, turn=who)
        for _ in range(dice.randrange(40)):
            await asyncio.sleep(0.001)
        claimed = await center.claim_for_turn(user, who)
        shown.extend(str(each.params["what"]) for each in claimed)
        await center.shown([each.id for each in claimed])

    turns = asyncio.gather(*(turn(number) for number in range(1, 41)))
    await until(turns.done, lambda: clock.advance(0.2))
    wanted = {f"{number}{part}" for number in range(1, 41) for part in "ab"}

    def everything() -> list[str]:
        return [*shown, *"+".join(told(api)).split("+")]

    await until(lambda: wanted <= set(everything()), lambda: clock.advance(0.1))
    await pass_time(clock, 5)
    assert sorted(filter(None, everything())) == sorted(wanted)
    assert shown
    assert told(api)
    await rival.drain()
    await other.close()


async def test_who_cannot_be_reached_is_not_called_until_they_come_back(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    reachability = Reachability(kernel.uow)
    await reachability.note(7, reachable=False)
    await ask(kernel, center, "points")
    await pass_time(clock, 10)
    assert api.calls == []
    await reachability.note(7, reachable=True)
    await until(lambda: told(api) == ["points"], lambda: clock.advance(1))


async def test_who_blocks_us_meanwhile_is_not_told_again(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    api.answers["sendMessage"] = [refusal(403, "Forbidden: bot was blocked by the user")]
    await ask(kernel, center, "points")
    await until(lambda: told(api), lambda: clock.advance(0.1))
    await center.drain()
    assert await states(kernel) == {"dropped": 1}
    assert not await Reachability(kernel.uow).is_reachable(7)


@pytest.mark.parametrize(
    ("answers", "tries", "end"),
    [
        ([refusal(500, "Internal Server Error")], 2, "sent"),
        ([refusal(500, "Internal Server Error")] * 2, 2, "dropped"),
        ([refusal(429, "Too Many Requests", retry_after=40)], 2, "sent"),
        ([refusal(400, "Bad Request: chat not found")], 1, "dropped"),
    ],
)
async def test_failures(
    kernel: Kernel,
    center: NotificationCenter,
    api: StubApi,
    clock: VirtualClock,
    answers: list[tuple[int, dict[str, object]]],
    tries: int,
    end: str,
) -> None:
    api.answers["sendMessage"] = list(answers)
    await ask(kernel, center, "points")
    await until(lambda: len(told(api)) == tries, lambda: clock.advance(1))
    await center.drain()
    assert await states(kernel) == {end: 1}


async def test_one_persons_trouble_does_not_hold_up_the_others(
    kernel: Kernel, api: StubApi, bot: Bot, clock: VirtualClock
) -> None:
    async def picky(notifications: Sequence[Notification]) -> Screen:
        if notifications[0].user_id == 7:
            raise LookupError
        return await render(notifications)

    center = NotificationCenter(kernel, ChatPainter(bot), picky)
    await center.start()
    await ask(kernel, center, "points")
    await ask(kernel, center, "level", user=8)
    await until(lambda: told(api) == ["level"], lambda: clock.advance(0.1))
    await center.drain()
    assert await states(kernel) == {"sent": 1, "pending": 1}


async def test_what_a_killed_sender_had_claimed_is_sent_by_the_next(
    kernel: Kernel,
    center: NotificationCenter,
    bot: Bot,
    api: StubApi,
    clock: VirtualClock,
    database_url: str,
) -> None:
    await center.drain()
    doomed = Kernel.open(database_url, clock)
    await doomed.bus.initialize()
    dead_end = DeadEnd()
    crashed = NotificationCenter(doomed, dead_end, render)
    await crashed.start()
    await ask(doomed, crashed, "points")
    await until(dead_end.began.is_set, lambda: clock.advance(0.1))
    await doomed.supervisor.close()
    await doomed.database.close()

    successor = NotificationCenter(kernel, ChatPainter(bot), render)
    await successor.start()
    await pass_time(clock, int(instances.LEASE.total_seconds()) - 5)
    assert told(api) == []
    await until(lambda: told(api) == ["points"], lambda: clock.advance(1))


async def test_what_is_too_old_is_not_told(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    reachability = Reachability(kernel.uow)
    await reachability.note(7, reachable=False)
    await ask(kernel, center, "points")
    await pass_time(clock, 1)
    for _ in range(4 * 24):
        clock.advance(3600)
        await asyncio.sleep(0.002)
    await reachability.note(7, reachable=True)
    await pass_time(clock, 10)
    assert told(api) == []
    assert await states(kernel) == {"expired": 1}
