"""What the screens of mending wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class MendingForm(StatesGroup):
    """Typed answers."""

    reason = State()
    confirm = State()
