"""What the auctions wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class BidForm(StatesGroup):
    """Typed answers."""

    amount = State()
