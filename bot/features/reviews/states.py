"""What the screens of the reviews wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class ReviewForm(StatesGroup):
    """Typed answers."""

    reason = State()
