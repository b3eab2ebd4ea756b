"""What the screens of pending adjustments wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class PendingForm(StatesGroup):
    """Typed answers."""

    reason = State()
