"""What the handlers of every custodian's desk need."""

from __future__ import annotations

from typing import Protocol

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.turn import Turn
from domains.admin.model import Actor


class AboutPerson(Protocol):
    """A button that is about somebody."""

    person: int


def acting(turn: Turn) -> Actor:
    """Who presses or types, with the role they had when the update arrived."""
    return Actor(id=turn.user.id, role=turn.user.role)


async def person_typed(_message: Message, command: CommandObject) -> dict[str, int] | bool:
    """A filter: `/mend 12345` names somebody. Handlers get the id as `person_id`."""
    typed = (command.args or "").strip()
    return {"person_id": int(typed)} if typed.isascii() and typed.isdigit() else False


async def person_pressed(_query: CallbackQuery, callback_data: AboutPerson) -> dict[str, int]:
    """A filter, after that of the button: whom it is about, as `person_id`."""
    return {"person_id": callback_data.person}
