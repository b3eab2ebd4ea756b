"""Callbacks of the games."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class ThrowDice(CallbackData, prefix="dt"):
    """Throw for a stake; 0 is free."""

    stake: int


class Challenge(CallbackData, prefix="dc"):
    """Invite somebody to a duel for a stake."""

    stake: int


class AcceptDuel(CallbackData, prefix="da"):
    """Take an invitation up."""

    code: str


class PlayDuel(CallbackData, prefix="dp"):
    """Go on with a duel, or see how it stands."""

    code: str


class CancelDuel(CallbackData, prefix="dx"):
    """Take an invitation back."""

    code: str


class AnswerDuel(CallbackData, prefix="dq"):
    """Answer a duel's question."""

    code: str
    asked: int
    option: int
