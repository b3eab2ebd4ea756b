"""What the screens of pending adjustments wait for."""

from __future__ import annotations

from uuid import UUID

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Form


class PendingForm(StatesGroup):
    """Typed answers."""

    reason = State()


class Declining(Form):
    """Which adjustment is to be declined."""

    id: UUID
