"""Calls over real HTTP: what is repeated, what is waited for, who is given up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.gateway.limits import broadcasting
from bot.gateway.reachability import Reachability
from bot.gateway.session import Unreachable, open_bot
from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.context import acting_for
from tests.bot.stub_api import TOKEN, StubApi, refusal
from tests.bot.support import until


class Witness:
    def __init__(self) -> None:
        self.seen: list[tuple[str, int | None, str | None]] = []

    def __call__(
        self, method: str, chat_id: int | None, milliseconds: float, error: Exception | None
    ) -> None:
        assert milliseconds >= 0
        self.seen.append((method, chat_id, type(error).__name__ if error else None))


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
async def bot(kernel: Kernel, api: StubApi, witness: Witness) -> AsyncIterator[Bot]:
    bot = open_bot(TOKEN, api.url, kernel, witness=witness)
    yield bot
    await bot.session.close()


async def finished(task: asyncio.Future[Any], clock: VirtualClock) -> None:
    await until(task.done, lambda: clock.advance(0.1))


async def test_a_call_carries_its_cause_and_is_witnessed(
    bot: Bot, api: StubApi, witness: Witness
) -> None:
    with acting_for("update:5"):
        await bot.send_message(7, "hello")
    await bot.send_message(7, "hello")
    named, nameless = api.made("sendMessage")
    assert named.headers["X-Correlation-Id"] == "update:5"
    assert "X-Correlation-Id" not in nameless.headers
    assert witness.seen == [("sendMessage", 7, None)] * 2


async def test_telegram_itself_is_told_no_causes(kernel: Kernel, api: StubApi) -> None:
    bot = open_bot(TOKEN, api.url, kernel, correlate=False)
    with acting_for("update:5"):
        await bot.send_message(7, "hello")
    assert "X-Correlation-Id" not in api.calls[0].headers
    await bot.session.close()


async def test_retry_after_is_obeyed(bot: Bot, api: StubApi, clock: VirtualClock) -> None:
    api.answers["sendMessage"] = [refusal(429, "Too Many Requests", retry_after=4)]
    started = clock.now()
    call = asyncio.ensure_future(bot.send_message(7, "hello"))
    await finished(call, clock)
    assert (await call).chat.id == 7
    assert (clock.now() - started).total_seconds() >= 4
    assert len(api.made("sendMessage")) == 2


async def test_nobody_waits_longer_than_ten_seconds_for_an_answer(
    bot: Bot, api: StubApi, witness: Witness
) -> None:
    api.answers["sendMessage"] = [refusal(429, "Too Many Requests", retry_after=60)]
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(7, "hello")
    with pytest.raises(TelegramRetryAfter):  # the chat is silent now: we do not even ask
        await bot.send_message(7, "hello")
    assert len(api.made("sendMessage")) == 1
    assert witness.seen[-1] == ("sendMessage", 7, "TelegramRetryAfter")


async def test_a_mailing_waits_as_long_as_it_is_told(
    bot: Bot, api: StubApi, clock: VirtualClock
) -> None:
    api.answers["sendMessage"] = [refusal(429, "Too Many Requests", retry_after=60)] * 2
    started = clock.now()
    with broadcasting():
        call = asyncio.ensure_future(bot.send_message(7, "hello"))
    await until(call.done, lambda: clock.advance(1))
    assert (clock.now() - started).total_seconds() >= 120


async def test_what_can_be_repeated_is_repeated(
    bot: Bot, api: StubApi, clock: VirtualClock
) -> None:
    api.answers["editMessageText"] = [refusal(502, "Bad Gateway")] * 3
    api.answers["answerCallbackQuery"] = [refusal(500, "Internal Server Error")]
    edit = asyncio.ensure_future(bot.edit_message_text("x", chat_id=7, message_id=1))
    await finished(edit, clock)
    answer = asyncio.ensure_future(bot.answer_callback_query("1"))
    await finished(answer, clock)
    assert await edit is True
    assert len(api.made("editMessageText")) == 4
    assert len(api.made("answerCallbackQuery")) == 2


async def test_patience_ends(bot: Bot, api: StubApi, clock: VirtualClock) -> None:
    api.answers["editMessageText"] = [refusal(502, "Bad Gateway")] * 9
    edit = asyncio.ensure_future(bot.edit_message_text("x", chat_id=7, message_id=1))
    await finished(edit, clock)
    with pytest.raises(TelegramServerError):
        await edit
    assert len(api.made("editMessageText")) == 5


@pytest.mark.parametrize("status", [500, 502])
async def test_a_message_that_may_have_arrived_is_not_sent_again(
    bot: Bot, api: StubApi, status: int
) -> None:
    api.answers["sendMessage"] = [refusal(status, "Internal Server Error")]
    with pytest.raises(TelegramServerError):
        await bot.send_message(7, "hello")
    api.answers["sendMessage"] = [(status, {"a proxy": "speaks"})]
    with pytest.raises(ClientDecodeError):
        await bot.send_message(7, "hello")
    assert len(api.made("sendMessage")) == 2


async def test_a_refused_connection_is_tried_again(
    kernel: Kernel, clock: VirtualClock, witness: Witness
) -> None:
    bot = open_bot(TOKEN, "http://127.0.0.1:9", kernel, witness=witness)
    started = clock.now()
    call = asyncio.ensure_future(bot.send_message(7, "hello"))
    await finished(call, clock)
    with pytest.raises(TelegramNetworkError):
        await call
    assert (clock.now() - started).total_seconds() > 1
    assert witness.seen == [("sendMessage", 7, "TelegramNetworkError")]
    await bot.session.close()


async def test_a_bad_request_is_the_callers_affair(bot: Bot, api: StubApi) -> None:
    api.answers["sendMessage"] = [refusal(400, "Bad Request: message text is empty")]
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(7, "")
    assert len(api.calls) == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("Forbidden: user is deactivated", "deactivated"),
        ("Forbidden: bot can't initiate conversation with a user", "never_started"),
        ("Forbidden: bots can't send messages to bots", "forbidden"),
    ],
)
async def test_who_refuses_us_is_remembered_until_they_come_back(
    kernel: Kernel, bot: Bot, api: StubApi, words: str, reason: str
) -> None:
    reachability = Reachability(kernel.uow)
    assert await reachability.is_reachable(7)
    api.answers["sendMessage"] = [refusal(403, words)]
    with pytest.raises(Unreachable) as refused:
        await bot.send_message(7, "hello")
    assert (refused.value.chat_id, refused.value.reason) == (7, reason)
    assert not await reachability.is_reachable(7)
    assert not await reachability.note(7, reachable=False)
    assert await reachability.note(7, reachable=True)
    assert not await reachability.note(7, reachable=True)
    assert await reachability.is_reachable(7)


async def test_fast_presses_are_spread_over_time(
    bot: Bot, api: StubApi, clock: VirtualClock
) -> None:
    started = clock.now()
    calls = asyncio.gather(*(bot.send_message(7, str(number)) for number in range(5)))
    await finished(calls, clock)
    assert [call.params["text"] for call in api.made("sendMessage")] == list("01234")
    assert 2 <= (clock.now() - started).total_seconds() < 3
