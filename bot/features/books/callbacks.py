"""Callbacks of the books: a story's id, which the service checks."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class LookAt(CallbackData, prefix="bl"):
    """A story's cover, and how far one is in it."""

    story: str


class TakeBook(CallbackData, prefix="bt"):
    """Lay a story open."""

    story: str
