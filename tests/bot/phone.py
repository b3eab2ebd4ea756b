"""Somebody with a phone in front of the whole bot, in one process, against the sandbox."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from bot.app import App
from bot.intake.tables import update
from domains.gamification.market.service import Market
from domains.gamification.points.model import Amount, Entry, Kind
from tests.e2e.player import is_notice
from tests.sandbox.conftest import Client


class Phone:
    """One person: reads, types, presses buttons by their label."""

    def __init__(self, client: Client, app: App, user_id: int) -> None:
        self._client, self._app, self.id = client, app, user_id

    async def start(self) -> None:
        await self._done(await self._client.sim(f"chats/{self.id}/start"))

    async def send(self, text: str) -> None:
        await self._done(await self._client.sim(f"chats/{self.id}/send", text=text))

    async def button(self, label: str) -> tuple[int, str]:
        """Message and data of the newest button that says this."""
        for message in reversed(await self._messages()):
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return message["message_id"], button["callback_data"]
        raise AssertionError(f"no button {label!r} in {(await self.texts())[-1]!r}")

    async def press(self, button: str | tuple[int, str]) -> str:
        """Press by label, or an old button again; the words of its toast or alert."""
        found = await self.button(button) if isinstance(button, str) else button
        return await self.press_data(found[1], found[0])

    async def press_data(self, data: str, message_id: int | None = None) -> str:
        """Press with data that no button may ever have had."""
        if message_id is None:
            message_id = (await self._messages())[-1]["message_id"]
        path = f"chats/{self.id}/press"
        answer = await self._client.sim(path, data=data, message_id=message_id, wait=5)
        await self._done(answer)
        return str((answer.get("answer") or {}).get("text") or "")

    async def screen(self) -> str:
        """The newest screen, with its buttons' labels below; notices are none."""
        screens = [m for m in await self._messages() if not is_notice(m)]
        message = screens[-1]
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        labels = [button["text"] for row in rows for button in row]
        return "\n".join([_text(message), *labels])

    async def texts(self) -> list[str]:
        return [_text(message) for message in await self._messages()]

    async def sees(self, text: str) -> None:
        async with asyncio.timeout(15):
            while not any(text in seen for seen in await self.texts()):
                await asyncio.sleep(0.05)

    async def own(self, besitos: int) -> None:
        """Own so many besitos, whatever the house gave before."""
        wanted = besitos - await self.balance()
        async with self._app.kernel.uow() as tx:
            entry = Entry(f"test:{uuid4()}", Kind.ADJUSTMENT, "test", Amount(wanted), tx.now)
            points = self._app.modules.gamification.points
            await (points.credit if wanted > 0 else points.take_back)(tx, self.id, entry)
        await self._settle()

    async def find(self, *clues: str) -> None:
        for clue in clues:
            async with self._app.kernel.uow() as tx:
                await self.market.clues.grant(tx, self.id, clue, "story", f"test:{clue}")
        await self._settle()

    async def balance(self) -> int:
        await self._settle()
        return (await self._app.modules.gamification.service.profile(self.id)).balance

    async def quantity(self, item: str) -> int:
        return (await self.market.bag.owned(self.id, item)).quantity

    @property
    def market(self) -> Market:
        return self._app.modules.gamification.market

    async def _done(self, answer: dict[str, Any]) -> None:
        """Wait until the bot has done everything for an update, as its database says."""
        query = sa.select(update.c.state).where(update.c.update_id == answer["update_id"])
        async with asyncio.timeout(15):
            while True:
                async with self._app.kernel.uow.reading() as tx:
                    if await tx.scalar(query) in ("done", "failed"):
                        break
                await asyncio.sleep(0.01)
        await self._settle()

    async def _settle(self) -> None:
        await self._app.kernel.bus.settle()

    async def _messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = (await self._client.look(f"chats/{self.id}"))["messages"]
        return [m for m in messages if m.get("from_bot") and not m.get("deleted")]


def _text(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")
