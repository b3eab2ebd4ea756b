"""Callbacks of the name on boards."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class DropAlias(CallbackData, prefix="bd"):
    """By one's own name again; a second press changes nothing."""
