"""What the bag waits for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class BagForm(StatesGroup):
    """Typed answers."""

    friend = State()
    confirm = State()
