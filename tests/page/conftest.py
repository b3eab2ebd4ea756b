"""A real sandbox, a scripted bot that speaks HTTP to it, and the chat page in Chromium."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    async_playwright,
)

from bot.sandbox.server import Sandbox

JSON = dict[str, Any]
TOKEN = "4242:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = {"width": 1440, "height": 900}


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@dataclass
class ScriptedBot:
    """A bot of a few lines: `/start`, a button that edits, one that alerts, one that deletes."""

    base_url: str
    http: aiohttp.ClientSession
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    """Set: callbacks are answered at once. A test clears it to look at a waiting button."""

    async def call(self, method: str, **params: Any) -> Any:
        """One Bot API call; a refusal comes back as None."""
        async with self.http.post(f"{self.base_url}/bot{TOKEN}/{method}", json=params) as response:
            return (await response.json()).get("result")

    async def run(self) -> None:
        """Poll and answer until cancelled."""
        self.hold.set()
        menu = [
            {"command": "start", "description": "begin"},
            {"command": "bads", "description": "begins as another does"},
            {"command": "bad", "description": "?"},
        ]
        await self.call("setMyCommands", commands=menu)
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20) or ():
                offset = update["update_id"] + 1
                if "message" in update:
                    await self.hear(update["message"])
                elif "callback_query" in update:
                    await self.pressed(update["callback_query"])

    async def hear(self, message: JSON) -> None:
        """A text: a page with buttons for /start, a refused call for /bad."""
        chat, text = message["chat"]["id"], message.get("text", "")
        if text.startswith("/start"):
            await self.call(
                "sendMessage", chat_id=chat, text=PAGE, parse_mode="HTML", reply_markup=KEYS
            )
            if payload := text.removeprefix("/start").strip():
                await self.call("sendMessage", chat_id=chat, text=f"came by {payload}")
        elif text == "/bad":
            await self.call("sendMessage", chat_id=chat, text="<b>never closed", parse_mode="HTML")
        elif text:
            await self.call("sendMessage", chat_id=chat, text=f"heard: {text}")

    async def pressed(self, query: JSON) -> None:
        """A button."""
        await self.hold.wait()
        place = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
        answer: JSON = {}
        if query["data"] == "take":
            changed = PAGE.replace("120", "135")
            await self.call(
                "editMessageText", **place, text=changed, parse_mode="HTML", reply_markup=KEYS
            )
            answer = {"text": "+15 besitos"}
        elif query["data"] == "ask":
            answer = {"text": "She never says.", "show_alert": True}
        elif query["data"] == "gone":
            await self.call("deleteMessage", **place)
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **answer)


PAGE = (
    "<b>The hall</b>\nYou have <i>120</i> besitos 🗝🌙 and <b>a <u>lamp</u></b>.\n"
    "<blockquote>Who sent you?</blockquote>\n"
    "<blockquote expandable>one\ntwo\nthree\nfour\nfive</blockquote>\n"
    "A name: <tg-spoiler>Selene</tg-spoiler>, a code: <code>LUNA</code>\n<pre>x = 1</pre>"
)
KEYS = {
    "inline_keyboard": [
        [{"text": "Take", "callback_data": "take", "style": "success"}],
        [{"text": "Ask", "callback_data": "ask"}, {"text": "Gone", "callback_data": "gone"}],
    ]
}


@dataclass
class Stage:
    """Everything a test needs in one hand."""

    sandbox: Sandbox
    bot: ScriptedBot
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def open(self, path: str = "", **options: Any) -> Page:
        """The page in a browser of its own; complaints are collected."""
        context = await self.browser.new_context(**{"viewport": WIDE, **options})
        self.contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(8000)
        inside = self.sandbox.base_url

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.complaints.append(message.text)

        def asked(request: Request) -> None:
            if not request.url.startswith(inside):
                self.complaints.append(f"outside: {request.url}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", asked)
        await page.goto(f"{inside}/{path}")
        await page.wait_for_selector("body[data-ready]")
        return page

    async def sim(self, path: str, **body: Any) -> JSON:
        """POST to the person's side."""
        url = f"{self.sandbox.base_url}/sim/{path}"
        async with self.bot.http.post(url, json=body) as response:
            answer: JSON = await response.json()
            assert response.status == 200, answer
            return answer


@asynccontextmanager
async def running_bot(base_url: str, http: aiohttp.ClientSession) -> AsyncIterator[ScriptedBot]:
    """The scripted bot, polling."""
    bot = ScriptedBot(base_url, http)
    task = asyncio.create_task(bot.run())
    try:
        yield bot
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, aiohttp.ClientError):
            await task


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all: starting it costs more than most tests."""
    program = chromium()
    if program is None:
        pytest.skip("Chromium absent")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """A new world, a new bot, and the browser without anything remembered."""
    sandbox = Sandbox(token=TOKEN)
    await sandbox.start("127.0.0.1", 0)
    async with (
        aiohttp.ClientSession() as http,
        running_bot(sandbox.base_url, http) as bot,
    ):
        here = Stage(sandbox, bot, browser)
        yield here
        for context in here.contexts:
            await context.close()
        await here.sandbox.close()
    assert here.complaints == []


@pytest.fixture
def started(stage: Stage) -> Callable[..., Awaitable[Page]]:
    """Open the page with people who have pressed START."""

    async def open_started(*people: int, **options: Any) -> Page:
        page = await stage.open("?people=" + ",".join(map(str, people)), **options)
        for person in people:
            await page.get_by_test_id(f"start-{person}").click()
            await page.get_by_test_id(f"chat-{person}").get_by_test_id("button-Take").wait_for()
        return page

    return open_started
