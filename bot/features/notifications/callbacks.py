"""Callbacks of /notifications. Each carries the wish itself: a second press changes nothing."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class SetLevel(CallbackData, prefix="nt"):
    """How much of a category is wanted."""

    category: str
    level: str


class SetQuiet(CallbackData, prefix="nq"):
    """Have quiet nights, or none."""

    quiet: bool
