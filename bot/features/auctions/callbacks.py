"""Callbacks of the auctions. `lot` is the auction's id in hexadecimal."""

from __future__ import annotations

from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class OpenLot(CallbackData, prefix="lto"):
    """Show one auction, or look again."""

    lot: UUID


class PlaceBid(CallbackData, prefix="ltb"):
    """Bid so much. What was enough when the button was shown may not be any more."""

    lot: UUID
    amount: int


class AskBid(CallbackData, prefix="lta"):
    """Wait for an amount."""

    lot: UUID


class CallOff(CallbackData, prefix="ltx"):
    """A custodian calls an auction off; not `sure` asks first."""

    lot: UUID
    sure: bool
