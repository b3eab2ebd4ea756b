"""What the screens of names wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class NamingForm(StatesGroup):
    """Typed answers."""

    reason = State()
    confirm = State()
