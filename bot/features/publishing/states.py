"""What the publisher's screens wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class ReleaseForm(StatesGroup):
    """Typed answers."""

    time = State()
