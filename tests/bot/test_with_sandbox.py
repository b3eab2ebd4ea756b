"""Intake and gateway against the sandbox: updates in, answers out, trouble in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update
from aiohttp import web

from bot.gateway.reachability import Reachability
from bot.gateway.session import Unreachable, open_bot
from bot.intake import Intake
from bot.intake.polling import Poller
from bot.intake.webhook import build_webhook, register_webhook
from domains.core import Kernel
from domains.core.clock import SystemClock
from tests.bot.support import until
from tests.sandbox.conftest import ANA, BRUNO, TOKEN, Client, running

ALLOWED = ["message", "my_chat_member"]


class Echo:
    """Repeats what people say."""

    def __init__(self, bot: Bot, reachability: Reachability) -> None:
        self._bot = bot
        self._reachability = reachability
        self.refused: list[int] = []

    async def __call__(self, update: Update, raw: Mapping[str, Any]) -> None:
        if update.my_chat_member is not None:
            status = update.my_chat_member.new_chat_member.status
            await self._reachability.note(
                update.my_chat_member.from_user.id, reachable=status == "member"
            )
        elif update.message is not None:
            try:
                await self._bot.send_message(update.message.chat.id, f"you: {update.message.text}")
            except Unreachable as error:
                self.refused.append(error.chat_id)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with running() as client:
        yield client


@pytest.fixture
async def kernel(prepared_sqlite_url: str) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(prepared_sqlite_url, SystemClock())
    await kernel.bus.initialize()
    yield kernel
    await kernel.close()


@pytest.fixture
async def bot(kernel: Kernel, client: Client) -> AsyncIterator[Bot]:
    bot = open_bot(TOKEN, client.sandbox.base_url, kernel)
    yield bot
    await bot.session.close()


@pytest.fixture
async def echo(kernel: Kernel, bot: Bot) -> Echo:
    return Echo(bot, Reachability(kernel.uow))


@pytest.fixture
async def intake(kernel: Kernel, bot: Bot, echo: Echo) -> AsyncIterator[Intake]:
    intake = Intake(kernel, echo, bot=bot)
    await intake.start()
    yield intake
    await intake.drain()


@asynccontextmanager
async def polling(kernel: Kernel, bot: Bot, intake: Intake) -> AsyncIterator[None]:
    poller = Poller(kernel, bot, intake.accept, ALLOWED)
    task = asyncio.ensure_future(poller.run())
    yield
    poller.stop()
    await task


async def heard(client: Client, chat: int) -> list[str]:
    """What the bot said in a chat."""
    messages = (await client.look(f"chats/{chat}"))["messages"]
    return [each["text"] for each in messages if each["text"].startswith("you: ")]


async def hears(client: Client, chat: int, *texts: str) -> None:
    wanted = [f"you: {text}" for text in texts]
    for _ in range(500):
        if (await heard(client, chat))[-len(wanted) :] == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(await heard(client, chat))


async def say(client: Client, chat: int, *texts: str) -> None:
    for text in texts:
        await client.sim(f"chats/{chat}/send", text=text)


async def test_a_conversation_by_polling(
    client: Client, kernel: Kernel, bot: Bot, intake: Intake
) -> None:
    async with polling(kernel, bot, intake):
        await client.sim(f"chats/{ANA}/start")
        await client.sim("faults", kind="duplicate_update")
        await say(client, ANA, "one", "two")
        await client.sim(f"chats/{BRUNO}/start")
        await say(client, BRUNO, "hello")
        await hears(client, ANA, "/start", "one", "two")
        await hears(client, BRUNO, "/start", "hello")
    assert await heard(client, ANA) == ["you: /start", "you: one", "you: two"]
    assert (await intake.backlog()).pending == 0


async def test_a_conversation_by_webhook(client: Client, bot: Bot, intake: Intake) -> None:
    secret = "sandbox-secret-0123456789"
    runner = web.AppRunner(build_webhook(intake.accept, secret), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    assert await register_webhook(bot, url, secret, ALLOWED)
    assert not await register_webhook(bot, url, secret, ALLOWED)
    for fault in ("duplicate_update", "drop_webhook", "lost_webhook_answer"):
        await client.sim("faults", kind=fault)
    await client.sim(f"chats/{ANA}/start")
    await say(client, ANA, "one", "two")
    await hears(client, ANA, "/start", "one", "two")
    await intake.settle()
    assert sorted(await heard(client, ANA)) == ["you: /start", "you: one", "you: two"]
    await runner.cleanup()


async def test_too_many_requests_are_waited_out(
    client: Client, kernel: Kernel, bot: Bot, intake: Intake
) -> None:
    async with polling(kernel, bot, intake):
        await client.sim(f"chats/{ANA}/start")
        await hears(client, ANA, "/start")
        await client.sim("faults", kind="429", count=1, method="sendMessage")
        await say(client, ANA, "one")
        await hears(client, ANA, "/start", "one")


async def test_who_blocks_the_bot_is_noticed_and_welcomed_back(
    client: Client, kernel: Kernel, bot: Bot, intake: Intake, echo: Echo
) -> None:
    reachability = Reachability(kernel.uow)
    async with polling(kernel, bot, intake):
        await client.sim(f"chats/{ANA}/start")
        await hears(client, ANA, "/start")
        await client.sim("faults", kind="403", chat=ANA)
        await say(client, ANA, "one")
        await until(lambda: echo.refused == [ANA])
        assert not await reachability.is_reachable(ANA)
        await client.sim(f"chats/{ANA}/block")
        await client.sim(f"chats/{ANA}/unblock")
        await say(client, ANA, "two")
        await hears(client, ANA, "two")
    assert await reachability.is_reachable(ANA)
