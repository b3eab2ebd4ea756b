"""Callbacks of the reviews. They carry ids; the service checks every right again."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenReviews(CallbackData, prefix="vw"):
    """List what waits."""


class OpenReview(CallbackData, prefix="vo"):
    """Show one."""

    line: int


class LetThrough(CallbackData, prefix="vy"):
    """Let it through."""

    line: int


class TakeBack(CallbackData, prefix="vn"):
    """Ask why it is to be taken back."""

    line: int
