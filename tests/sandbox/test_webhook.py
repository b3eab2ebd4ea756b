"""Pushed updates: secret, order, repetition, and a method in the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from tests.sandbox.conftest import ANA, BRUNO, JSON, Client


class Bot:
    """A webhook that remembers what it got and answers as told."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str | None]] = []
        self.answer: Callable[[JSON], web.Response] = lambda update: web.Response()
        self.hold: asyncio.Event | None = None
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        update: JSON = await request.json()
        text = update["message"]["text"]
        self.got.append((text, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        if self.hold is not None and text == "slow":
            await self.hold.wait()
        return self.answer(update)

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self.got]


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    app = web.Application()
    app.router.add_post("/hook", bot.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield bot
    await runner.cleanup()


async def _say(client: Client, chat: int, *texts: str) -> None:
    for text in texts:
        await client.sim(f"chats/{chat}/send", text=text)


async def _quiet(client: Client) -> None:
    updates = client.sandbox.state.updates
    assert await updates.changed.until(lambda: not updates.pending, 5)


async def test_updates_come_with_the_secret_in_order(client: Client, bot: Bot) -> None:
    await _say(client, ANA, "before")
    await client.bot("setWebhook", url=bot.url, secret_token="s-1")
    await _say(client, ANA, "one", "two")
    await _quiet(client)
    assert bot.got == [("before", "s-1"), ("one", "s-1"), ("two", "s-1")]
    info = await client.bot("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (bot.url, 0)


async def test_a_refused_update_is_repeated_before_the_next(client: Client, bot: Bot) -> None:
    statuses = iter([500, 302, 401, 200])
    bot.answer = lambda update: web.Response(status=next(statuses, 200))
    await client.bot("setWebhook", url=bot.url)
    await _say(client, ANA, "one", "two")
    await _quiet(client)
    assert bot.got == [("one", None)] * 4 + [("two", None)]
    info = await client.bot("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 401")


async def test_one_slow_chat_does_not_hold_the_others(client: Client, bot: Bot) -> None:
    bot.hold = asyncio.Event()
    await client.bot("setWebhook", url=bot.url)
    await _say(client, ANA, "slow", "after slow")
    await _say(client, BRUNO, "quick")
    updates = client.sandbox.state.updates
    assert await updates.changed.until(lambda: not updates.outstanding(BRUNO), 5)
    assert sorted(bot.texts) == ["quick", "slow"]
    bot.hold.set()
    await _quiet(client)
    assert bot.texts[-1] == "after slow"


async def test_a_method_in_the_answer_is_carried_out(client: Client, bot: Bot) -> None:
    bot.answer = lambda update: web.json_response(
        {"method": "sendMessage", "chat_id": ANA, "text": "by answer"}
    )
    await client.bot("setWebhook", url=bot.url)
    await _say(client, ANA, "one")
    await _quiet(client)
    last = (await client.look(f"chats/{ANA}"))["messages"][-1]
    assert (last["text"], last["from_bot"]) == ("by answer", True)


async def test_deleting_the_webhook_keeps_what_waits(client: Client, bot: Bot) -> None:
    bot.answer = lambda update: web.Response(status=500)
    await client.bot("setWebhook", url=bot.url)
    await _say(client, ANA, "one")
    await client.bot("deleteWebhook")
    assert [update["message"]["text"] for update in await client.updates()] == ["one"]
    await client.bot("deleteWebhook", drop_pending_updates=True)
    assert await client.updates() == []


async def test_a_bot_that_is_away_gets_everything_later(client: Client, bot: Bot) -> None:
    await client.bot("setWebhook", url="http://127.0.0.1:9/none")
    await _say(client, ANA, "one")
    hook = client.sandbox.state.updates.webhook
    assert hook is not None
    changed = client.sandbox.state.updates.changed
    assert await changed.until(lambda: bool(hook.last_error), 5)
    assert (await client.look("state"))["bot"]["online"] is False
    await client.bot("setWebhook", url=bot.url)
    await _quiet(client)
    assert bot.texts == ["one"]
    assert (await client.look("state"))["bot"]["online"] is True


@pytest.mark.parametrize(("kind", "times"), [("drop_webhook", 1), ("lost_webhook_answer", 2)])
async def test_lost_deliveries_are_repeated(
    client: Client, bot: Bot, kind: str, times: int
) -> None:
    await client.bot("setWebhook", url=bot.url)
    await client.sim("faults", kind=kind)
    await _say(client, ANA, "one")
    await _quiet(client)
    assert bot.texts == ["one"] * times
    assert (await client.look("state"))["faults"] == []


async def test_duplicates_on_request(client: Client, bot: Bot) -> None:
    await client.bot("setWebhook", url=bot.url)
    await client.sim("faults", kind="duplicate_update")
    await _say(client, ANA, "one", "two")
    await _quiet(client)
    assert bot.texts == ["one", "one", "two"]
