"""Callbacks of the streak. They carry what was shown; the service compares it with what is."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class BuyFreeze(CallbackData, prefix="sf"):
    """Buy a freeze at the price that the button says."""

    version: int
    price: int


class MendStreak(CallbackData, prefix="sr"):
    """Mend the newest break at the price that the button says."""

    version: int
    price: int
