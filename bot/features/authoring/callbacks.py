"""Callbacks of the author's screens: ids and the draft's version; the service checks the rest."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Shelf(StrEnum):
    """What an author can open."""

    REPORT = "r"
    MAPS = "m"
    TUTORIAL = "t"


class OpenShelf(CallbackData, prefix="au"):
    """Open a shelf."""

    shelf: Shelf


class ReadDraft(CallbackData, prefix="do"):
    """Read the draft: on from where one was, or a chapter from its beginning."""

    chapter: str = ""


class ChooseInDraft(CallbackData, prefix="wc"):
    """Take a choice of a turn of a draft's version."""

    sha: str
    turn: int
    choice: int


class NextInDraft(CallbackData, prefix="dn"):
    """Into the next chapter of the draft."""

    sha: str


class DrawMap(CallbackData, prefix="dm"):
    """A chapter's map as a picture."""

    chapter: str
