"""A person in front of a phone: reads what is there, types, presses buttons by their label."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from bot.ui.navigation import GoTo, Place
from tests.e2e.house import House

PATIENCE_SECONDS = 20.0

NOTICE = [GoTo(to=place).pack() for place in (Place.PROFILE, Place.MENU)]
"""The buttons below what no turn has told."""


class Player:
    """Acts through the sandbox; what it asserts on is what a person would see."""

    def __init__(self, sandbox: httpx.AsyncClient, house: House, user_id: int) -> None:
        self._sandbox = sandbox
        self._house = house
        self.id = user_id

    @classmethod
    async def new(cls, sandbox: httpx.AsyncClient, house: House, **person: Any) -> Player:
        """Somebody who has never spoken to the bot."""
        person.setdefault("first_name", "Vera")
        person.setdefault("language_code", "en")
        response = await sandbox.post("/sim/people", json=person)
        response.raise_for_status()
        return cls(sandbox, house, response.json()["id"])

    async def start(self, payload: str = "") -> None:
        """Press START, perhaps from a deep link."""
        await self._act("start", {"payload": payload})

    async def send(self, text: str) -> None:
        """Type and send."""
        await self._act("send", {"text": text})

    async def post(self, text: str) -> int:
        """Type and send without waiting for the answer. Returns the update's id."""
        response = await self._sandbox.post(f"/sim/chats/{self.id}/send", json={"text": text})
        response.raise_for_status()
        return int(response.json()["update_id"])

    async def press(self, label: str) -> dict[str, Any] | None:
        """Press the newest button whose text contains `label`. Returns its answer.

        Fails with the labels that are there when there is no such button.
        """
        for message in reversed(await self.messages()):
            for button in _buttons(message):
                if label.casefold() in button["text"].casefold():
                    return await self.press_data(button["callback_data"], message["message_id"])
        raise AssertionError(f"no button {label!r} among {await self.buttons()}")

    async def press_data(
        self, data: str, message_id: int | None = None, **more: Any
    ) -> dict[str, Any] | None:
        """Press with given callback data: a double tap, an old button, a forgery."""
        body = {"data": data, "message_id": message_id, "wait": 5, **more}
        answer = await self._act("press", {k: v for k, v in body.items() if v is not None})
        result: dict[str, Any] | None = answer.get("answer")
        return result

    async def block(self) -> None:
        """Block the bot."""
        await self._act("block", {})

    async def unblock(self) -> None:
        """Let the bot write again."""
        await self._act("unblock", {})

    async def messages(self) -> list[dict[str, Any]]:
        """The chat, oldest first, without what was deleted."""
        response = await self._sandbox.get(f"/sim/chats/{self.id}")
        response.raise_for_status()
        return [m for m in response.json()["messages"] if not m.get("deleted")]

    async def texts(self) -> list[str]:
        """What the bot has written, oldest first."""
        return [_text(m) for m in await self.messages() if m["from_bot"]]

    async def page(self) -> dict[str, Any]:
        """The newest message of the bot that is no notice.

        A notice that came meanwhile, when the house was slow, is read and left alone.
        """
        told = [m for m in await self.messages() if m["from_bot"] and not is_notice(m)]
        return told[-1]

    async def screen(self) -> str:
        """What the `page` says."""
        return _text(await self.page())

    async def buttons(self) -> list[str]:
        """Labels of every button in the newest message that has any and is no notice."""
        for message in reversed(await self.messages()):
            buttons = _buttons(message)
            if buttons and not is_notice(message):
                return [button["text"] for button in buttons]
        return []

    async def sees(self, text: str) -> None:
        """Wait until something the bot wrote contains `text`: a notification, a refresh."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not any(text in seen for seen in await self.texts()):
                await asyncio.sleep(0.05)

    async def _act(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        response = await self._sandbox.post(f"/sim/chats/{self.id}/{verb}", json=body)
        assert response.is_success, f"{verb}: {response.text}"
        result: dict[str, Any] = response.json()
        if result.get("update_id") is not None:
            await self._house.handled(result["update_id"])
        return result


def is_notice(message: dict[str, Any]) -> bool:
    """Does it bring what no turn has told?"""
    return [button["callback_data"] for button in _buttons(message)] == NOTICE


def _buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row if "callback_data" in button]


def _text(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")
