"""What the screen of the name waits for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class AliasForm(StatesGroup):
    """Typed answers."""

    name = State()
