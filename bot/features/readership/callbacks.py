"""Callbacks of the readers' figures: ids and a version's number, 0 for every version."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class ListChapters(CallbackData, prefix="fc"):
    """The chapters of a published story."""

    story: str
    number: int


class ShowFigures(CallbackData, prefix="f"):
    """A chapter's map with its readers on it."""

    story: str
    chapter: str
    number: int


class ShowAnswers(CallbackData, prefix="i"):
    """Every question of a chapter, with how it was answered."""

    story: str
    chapter: str
    number: int
