"""What the screens of names wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Decision


class NamingForm(StatesGroup):
    """Typed answers."""

    reason = State()


class Naming(Decision):
    """Whose name is to be taken, as it was seen."""

    person: int
    alias: str
