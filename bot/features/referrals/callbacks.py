"""Callback of the review of invitations."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class DecideCase(CallbackData, prefix="rc"):
    """Let a case's invitations go on, or end them."""

    case: int
    approve: bool
