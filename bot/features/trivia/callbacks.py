"""Callbacks of the questions: which question, which place. Never what is right."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class AskQuestion(CallbackData, prefix="qn"):
    """Ask one; `daily`: that of the day."""

    daily: bool


class AnswerQuestion(CallbackData, prefix="qa"):
    """Answer what was asked with the option that stands there."""

    asked: int
    option: int
