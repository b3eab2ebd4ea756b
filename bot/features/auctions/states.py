"""What the auctions wait for."""

from __future__ import annotations

from uuid import UUID

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Form


class BidForm(StatesGroup):
    """Typed answers."""

    amount = State()


class Bidding(Form):
    """Which lot is bid for."""

    lot: UUID
