"""Callback of the gift: there is nothing to say with it."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class TakeGift(CallbackData, prefix="gt"):
    """Open today's."""
