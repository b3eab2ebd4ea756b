"""Callbacks of the history."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OlderLines(CallbackData, prefix="hy"):
    """Lines older than this one; 0 for the newest. Only one's own are ever shown."""

    before: int


class OpenBalance(CallbackData, prefix="hb"):
    """Show what can be spent."""
