"""What the screens of what is given by hand wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class HonourForm(StatesGroup):
    """Typed answers."""

    reason = State()
    confirm = State()
