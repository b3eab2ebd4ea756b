"""What the admin screens wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class AdminForm(StatesGroup):
    """Typed answers."""

    query = State()
    amount = State()
    cause = State()
    reason = State()
    confirm = State()
