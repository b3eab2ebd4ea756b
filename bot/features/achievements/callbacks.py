"""Callbacks of the cabinet: which shelf, which page. Nothing that names an achievement."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Shelf(StrEnum):
    """The categories, as short as a callback needs them."""

    ALL = "a"
    STORY = "s"
    HABIT = "h"
    GAMES = "g"
    HOUSE = "o"
    MILESTONE = "m"


class OpenShelf(CallbackData, prefix="as"):
    """Show a page of a category."""

    shelf: Shelf
    page: int
