"""Callbacks of the settings."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class ChooseLanguage(CallbackData, prefix="l"):
    """Speak this language from now on."""

    code: str


class ChooseZone(CallbackData, prefix="z"):
    """Live in this time zone; an index into the offered zones, or -1 to list them."""

    index: int
