"""Manners of notifications: switches, quiet hours, one nudge a day, back-off (A11)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot

from bot.gateway.notifications import Notification, NotificationCenter, Request
from bot.gateway.preferences.model import (
    Category,
    Choices,
    Level,
    Person,
)
from bot.gateway.preferences.service import NoSuchCategoryError, NotificationChoices
from bot.gateway.reachability import Reachability
from bot.gateway.session import open_bot
from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.bot.gateway.test_notifications import ChatPainter, pass_time, render, states, told
from tests.bot.stub_api import TOKEN, StubApi
from tests.bot.support import until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MADRID = Person("Europe/Madrid")


class People:
    """Whoever asks gets the one person of the test."""

    def __init__(self) -> None:
        self.zone = "Europe/Madrid"
        self.last_seen_at: datetime | None = None

    async def person(self, user_id: int) -> Person:
        return Person(self.zone, self.last_seen_at)


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
async def bot(kernel: Kernel, api: StubApi) -> AsyncIterator[Bot]:
    bot = open_bot(TOKEN, api.url, kernel)
    yield bot
    await bot.session.close()


@pytest.fixture
async def center(kernel: Kernel, bot: Bot, people: People) -> NotificationCenter:
    center = NotificationCenter(kernel, ChatPainter(bot), render, people)
    await center.start()
    return center


@pytest.fixture
def choices(kernel: Kernel) -> NotificationChoices:
    return NotificationChoices(kernel.uow)


async def ask(
    kernel: Kernel, center: NotificationCenter, what: str, kind: str = "test", **more: Any
) -> bool:
    params = {"what": what}
    async with kernel.uow() as tx:
        return await center.ask(tx, Request(7, kind, params, f"{kind}:{what}", "tick", **more))


async def jump(clock: VirtualClock, instant: datetime) -> None:
    """It is that time, and everybody has noticed."""
    clock.advance((instant - clock.now()).total_seconds())
    await pass_time(clock, 6)


async def test_a11_t1_what_comes_in_quiet_hours_arrives_after_nine_local(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    await jump(clock, NOON.replace(hour=21, minute=30))  # 22:30 in Madrid
    await ask(kernel, center, "reminder", "reminder.test")
    await ask(kernel, center, "points")
    await pass_time(clock, 5)
    await jump(clock, NOON.replace(day=3, hour=7, minute=59))
    assert told(api) == []
    await jump(clock, NOON.replace(day=3, hour=8, minute=0, second=1))
    await until(lambda: told(api) == ["reminder+points"], lambda: clock.advance(1))


async def test_a11_t1_what_cannot_wait_for_the_morning_never_arrives(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    await jump(clock, NOON.replace(hour=21, minute=30))
    soon = clock.now() + timedelta(hours=3)
    await ask(kernel, center, "reminder", "reminder.test", expires_at=soon)
    await pass_time(clock, 6)
    await jump(clock, NOON.replace(day=3, hour=9))
    assert told(api) == []
    assert await states(kernel) == {"expired": 1}


async def test_who_is_at_their_phone_is_told_what_they_earned_even_at_night(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock, people: People
) -> None:
    await jump(clock, NOON.replace(hour=23))
    people.last_seen_at = clock.now() - timedelta(minutes=10)
    await ask(kernel, center, "points")
    await until(lambda: told(api) == ["points"], lambda: clock.advance(0.5))


async def test_a_payment_is_told_at_any_hour(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    await jump(clock, NOON.replace(hour=23))
    await ask(kernel, center, "paid", "payment.done")
    await until(lambda: told(api) == ["paid"], lambda: clock.advance(0.5))


async def test_a11_t2_who_has_blocked_us_costs_no_call_and_is_told_after_coming_back(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    reachability = Reachability(kernel.uow)
    await reachability.note(7, reachable=False)
    for number in range(20):
        await ask(kernel, center, str(number), "news.test" if number % 2 else "test")
    await pass_time(clock, 12)
    assert api.calls == []
    await reachability.note(7, reachable=True)
    await until(lambda: told(api), lambda: clock.advance(1))


async def test_a11_t3_the_same_key_twice_is_one_message(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    assert await ask(kernel, center, "points")
    assert not await ask(kernel, center, "points")
    await pass_time(clock, 12)
    assert told(api) == ["points"]


async def test_a11_t4_a_switch_holds_for_what_waits_already(
    kernel: Kernel,
    center: NotificationCenter,
    api: StubApi,
    clock: VirtualClock,
    choices: NotificationChoices,
) -> None:
    await ask(kernel, center, "reminder", "reminder.test")
    await ask(kernel, center, "points")
    await choices.set_level(7, "reminders", "off")
    await pass_time(clock, 8)
    assert told(api) == ["points"]
    assert await states(kernel) == {"sent": 1, "dropped": 1}


async def test_news_are_for_those_who_asked_for_them(
    kernel: Kernel,
    center: NotificationCenter,
    api: StubApi,
    clock: VirtualClock,
    choices: NotificationChoices,
) -> None:
    await ask(kernel, center, "first", "news.test")
    await pass_time(clock, 6)
    await choices.set_level(7, "marketing", "on")
    await ask(kernel, center, "second", "news.test")
    await until(lambda: told(api) == ["second"], lambda: clock.advance(0.5))


async def test_one_reminder_and_one_piece_of_news_a_day(
    kernel: Kernel,
    center: NotificationCenter,
    api: StubApi,
    clock: VirtualClock,
    choices: NotificationChoices,
) -> None:
    await choices.set_level(7, "marketing", "on")
    for number in range(3):
        await ask(kernel, center, f"r{number}", "reminder.test")
        await ask(kernel, center, f"n{number}", "news.test")
    await pass_time(clock, 12)
    assert told(api) == ["r0+n0"]
    assert await states(kernel) == {"sent": 2, "dropped": 4}


async def test_a_burst_is_one_message_though_its_parts_come_one_after_another(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    for what in ("first", "second", "third"):
        await ask(kernel, center, what)
        await pass_time(clock, 1)
    await pass_time(clock, 8)
    assert told(api) == ["first+second+third"]


async def test_nobody_waits_for_a_burst_without_end(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    for number in range(12):
        await ask(kernel, center, str(number))
        await pass_time(clock, 1)
    assert told(api)
    assert told(api)[0].startswith("0+1+2+3+4+5")


async def test_what_is_no_longer_true_when_it_would_be_sent_is_not_sent(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    asked: list[str] = []

    async def is_true(notification: Notification) -> bool:
        asked.append(str(notification.params["what"]))
        return str(notification.params["what"]) != "done"

    center.check("reminder.test", is_true)
    await ask(kernel, center, "done", "reminder.test")
    await pass_time(clock, 4)
    await ask(kernel, center, "open", "reminder.test")
    await until(lambda: told(api) == ["open"], lambda: clock.advance(0.5))
    assert asked == ["done", "open"]


async def test_a_predicate_that_fails_is_asked_again_later(
    kernel: Kernel, center: NotificationCenter, api: StubApi, clock: VirtualClock
) -> None:
    answers = [LookupError(), None]

    async def moody(notification: Notification) -> bool:
        if (error := answers.pop(0)) is not None:
            raise error
        return True

    center.check("reminder.test", moody)
    await ask(kernel, center, "open", "reminder.test")
    await until(lambda: told(api) == ["open"], lambda: clock.advance(1))
    await center.drain()
    assert await states(kernel) == {"sent": 1}


async def test_two_instances_send_one_reminder(
    kernel: Kernel,
    center: NotificationCenter,
    bot: Bot,
    api: StubApi,
    clock: VirtualClock,
    database_url: str,
    people: People,
) -> None:
    other = Kernel.open(database_url, clock)
    await other.bus.initialize()
    rival = NotificationCenter(other, ChatPainter(bot), render, people)
    await rival.start()
    await asyncio.gather(
        *(ask(kernel, center, f"a{number}", "reminder.test") for number in range(5)),
        *(ask(other, rival, f"b{number}", "reminder.test") for number in range(5)),
    )
    for _ in range(240):  # slowly: who takes longer than its lease for one message is helped
        clock.advance(0.05)
        await asyncio.sleep(0.001)
    await until(lambda: told(api))
    await asyncio.gather(center.drain(), rival.drain())
    assert len(told(api)) == 1
    await other.close()


@pytest.mark.parametrize(
    ("category", "level"), [("transactional", "off"), ("forged", "on"), ("reminders", "loud")]
)
async def test_a_forged_switch_changes_nothing(
    choices: NotificationChoices, category: str, level: str
) -> None:
    with pytest.raises(NoSuchCategoryError):
        await choices.set_level(7, category, level)
    assert await choices.of(7) == Choices()


async def test_choices_are_kept_each_for_itself(choices: NotificationChoices) -> None:
    await choices.set_level(7, "gameplay", "off")
    await choices.set_quiet_hours(7, quiet=False)
    kept = await choices.set_level(7, "reminders", "less")
    assert kept.of(Category.GAMEPLAY) is Level.OFF
    assert kept.of(Category.REMINDERS) is Level.LESS
    assert kept.of(Category.TRANSACTIONAL) is Level.ON
    assert not kept.has_quiet_hours
    assert await choices.of(8) == Choices()
