"""What the handlers of every custodian's desk need."""

from __future__ import annotations

from aiogram import F
from aiogram.filters import CommandObject

from bot.turn import Turn
from domains.admin.model import Actor

TYPED = F.text & ~F.text.startswith("/")
"""An answer in a dialog; a command is none, it leaves the dialog."""


def acting(turn: Turn) -> Actor:
    """Who presses or types, with the role they had when the update arrived."""
    return Actor(id=turn.user.id, role=turn.user.role)


def person_named(command: CommandObject) -> int | None:
    """The id in `/mend 12345`; None when there is none."""
    typed = (command.args or "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() else None
