"""What the bus's screens wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class EventsForm(StatesGroup):
    """A typed reason, then a press."""

    reason = State()
    confirm = State()
