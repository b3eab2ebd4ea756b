"""What the screens of the reviews wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Form


class ReviewForm(StatesGroup):
    """Typed answers."""

    reason = State()


class TakingBack(Form):
    """Which line of the ledger is to be taken back."""

    line: int
