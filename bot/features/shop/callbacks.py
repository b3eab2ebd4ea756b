"""Callbacks of the shop. They carry ids; prices stand in the quote, never in a button."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenCategory(CallbackData, prefix="sc"):
    """Show a part of the shelf."""

    category: str


class OpenOffer(CallbackData, prefix="so"):
    """Show one offer."""

    item: str


class AskPrice(CallbackData, prefix="sq"):
    """Ask for a price that holds for a while."""

    item: str


class Buy(CallbackData, prefix="sb"):
    """Buy at the price that was given: `quote` is its id in hexadecimal."""

    quote: str


class ShowPurchases(CallbackData, prefix="sp"):
    """What one has bought."""


class Refund(CallbackData, prefix="sz"):
    """A custodian takes a purchase back."""

    purchase: str
