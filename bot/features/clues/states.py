"""What the backpack waits for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class CluesForm(StatesGroup):
    """Typed answers."""

    word = State()
