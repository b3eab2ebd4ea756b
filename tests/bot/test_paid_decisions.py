"""A decision that costs besitos, as a player sees it: the whole bot against the sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from bot.app import App
from domains.core import Kernel
from domains.gamification.points.model import Amount, Entry, Kind
from domains.narrative import module as narrative
from domains.narrative.engine.library import StoryLibrary
from tests.bot.at_home import at_home
from tests.domains.narrative.chapters import INK
from tests.sandbox.conftest import ANA, Client, running


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with running() as client:
        yield client


@pytest.fixture
async def app(
    client: Client, prepared_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[App]:
    """The bot, telling a story whose first door costs twenty besitos."""
    build = narrative.build

    def build_toll(kernel: Kernel, **more: Any) -> narrative.NarrativeModule:
        return build(kernel, library=StoryLibrary.load(INK), story_id="toll", **more)

    monkeypatch.setattr(narrative, "build", build_toll)
    async with at_home(client, prepared_sqlite_url) as app:
        yield app


class Reader:
    """Ana, with a phone."""

    def __init__(self, client: Client, app: App) -> None:
        self._client, self._app = client, app

    async def open(self) -> None:
        await self._client.sim(f"chats/{ANA}/start")
        await self.sees("Diana")
        await self._client.sim(f"chats/{ANA}/send", text="/story")
        await self.sees("A man at the gate.")

    async def own(self, besitos: int) -> None:
        """Own so many besitos, whatever the house gave before."""
        game = self._app.modules.gamification
        await self._app.kernel.bus.settle()
        wanted = besitos - (await game.service.profile(ANA)).balance
        async with self._app.kernel.uow() as tx:
            entry = Entry(f"test:{uuid4()}", Kind.ADJUSTMENT, "test", Amount(wanted), tx.now)
            move = game.points.credit if wanted > 0 else game.points.take_back
            await move(tx, ANA, entry)
        await self._app.kernel.bus.settle()

    async def button(self, label: str) -> tuple[int, str]:
        """Message and data of the newest button that says this."""
        for message in reversed(await self._messages()):
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return message["message_id"], button["callback_data"]
        raise AssertionError(label)

    async def press(self, button: tuple[int, str]) -> Any:
        message_id, data = button
        path = f"chats/{ANA}/press"
        return await self._client.sim(path, data=data, message_id=message_id, wait=5)

    async def sees(self, text: str) -> None:
        async with asyncio.timeout(10):
            while not any(text in seen.get("text", "") for seen in await self._messages()):
                await asyncio.sleep(0.02)

    async def texts(self) -> list[str]:
        return [message.get("text", "") for message in await self._messages()]

    async def balance(self) -> int:
        await self._app.kernel.bus.settle()
        return (await self._app.modules.gamification.service.profile(ANA)).balance

    async def payments(self) -> list[int]:
        """What the ledger says of the gate."""
        await self._app.kernel.bus.settle()
        lines = await self._app.modules.gamification.service.history(ANA)
        return [line.amount for line in lines if line.rule_code == "decision_price"]

    async def _messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = (await self._client.look(f"chats/{ANA}"))["messages"]
        return [message for message in messages if not message.get("deleted")]


@pytest.fixture
async def ana(client: Client, app: App) -> Reader:
    reader = Reader(client, app)
    await reader.open()
    return reader


async def test_the_price_is_on_the_button_and_the_turn_tells_what_was_paid(ana: Reader) -> None:
    await ana.own(50)
    pay = await ana.button("Pay him · 20 💋")
    await ana.press(pay)
    await ana.sees("Inside, music.")
    (told,) = [text for text in await ana.texts() if "the price of your decision" in text]
    assert "Inside, music." in told  # in the same message
    await ana.press(pay)  # the old button
    assert len([text for text in await ana.texts() if "Inside, music." in text]) == 1
    assert await ana.payments() == [-20]


async def test_a_double_tap_pays_once(ana: Reader) -> None:
    await ana.own(50)
    pay = await ana.button("Pay him")
    await asyncio.gather(ana.press(pay), ana.press(pay))
    await ana.sees("Inside, music.")
    assert "".join(await ana.texts()).count("the price of your decision") == 1
    assert await ana.payments() == [-20]


async def test_who_has_too_few_is_told_how_many_are_missing_and_may_go_another_way(
    ana: Reader,
) -> None:
    await ana.own(13)
    await ana.press(await ana.button("Pay him"))
    await ana.sees("you are 7 short")
    assert not any("Inside, music." in text for text in await ana.texts())
    assert await ana.balance() == 13
    await ana.press(await ana.button("Climb the wall"))
    await ana.sees("Your coat is torn.")
