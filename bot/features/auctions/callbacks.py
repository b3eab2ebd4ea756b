"""Callbacks of the auctions. `lot` is the auction's id in hexadecimal."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenLot(CallbackData, prefix="lto"):
    """Show one auction, or look again."""

    lot: str


class PlaceBid(CallbackData, prefix="ltb"):
    """Bid so much. What was enough when the button was shown may not be any more."""

    lot: str
    amount: int


class AskBid(CallbackData, prefix="lta"):
    """Wait for an amount."""

    lot: str


class CallOff(CallbackData, prefix="ltx"):
    """A custodian calls an auction off; not `sure` asks first."""

    lot: str
    sure: bool
