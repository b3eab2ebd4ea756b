"""What the screens of the numbers wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class RulesForm(StatesGroup):
    """Typed answers."""

    value = State()
    reason = State()
    confirm = State()
