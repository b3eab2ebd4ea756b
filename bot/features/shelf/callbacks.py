"""Callbacks of the shelf."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Page(StrEnum):
    """What lies on the shelf. The values travel in callbacks: keep short."""

    CONTENTS = "c"
    PEOPLE = "p"
    CLUES = "u"
    ENDINGS = "e"
    MANNER = "m"


class OpenPage(CallbackData, prefix="sp"):
    """Opens one of the pages."""

    page: Page


class TurnTo(CallbackData, prefix="g"):
    """Go to a chapter from a turn of a run; asks first unless `sure`."""

    run: int
    turn: int
    chapter: str
    sure: bool


class Prefer(CallbackData, prefix="sw"):
    """Turn a preference on or off; the words are those of the domain."""

    what: str
    is_on: bool


class Pace(CallbackData, prefix="sv"):
    """Choose how long pauses are."""

    speed: str
