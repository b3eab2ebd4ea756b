"""Callbacks of the backpack. `count`, the number of clues then, is the state's version."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenClues(CallbackData, prefix="clo"):
    """Show a page of the backpack."""

    page: int


class Choose(CallbackData, prefix="clc"):
    """Lay clues side by side: bit n of `mask` is the n-th clue of the backpack."""

    mask: int
    count: int


class Combine(CallbackData, prefix="clm"):
    """Put what is chosen together."""

    mask: int
    count: int


class AskWord(CallbackData, prefix="clw"):
    """Wait for a secret word."""
