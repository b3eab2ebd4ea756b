"""Callbacks of the shop. They carry ids; prices stand in the quote, never in a button."""

from __future__ import annotations

from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class OpenCategory(CallbackData, prefix="mkc"):
    """Show a part of the shelf."""

    category: str


class OpenOffer(CallbackData, prefix="mko"):
    """Show one offer."""

    item: str


class AskPrice(CallbackData, prefix="mkq"):
    """Ask for a price that holds for a while."""

    item: str


class Buy(CallbackData, prefix="mkb"):
    """Buy at the price that was given: `quote` is its id in hexadecimal."""

    quote: UUID


class ShowPurchases(CallbackData, prefix="mkp"):
    """What one has bought."""


class Refund(CallbackData, prefix="mkr"):
    """A custodian takes a purchase back."""

    purchase: UUID
