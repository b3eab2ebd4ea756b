"""Callbacks of the boards. They name a board and a wish, nothing that could be believed."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

LEAGUE = "league"
"""Stands where a board's kind stands."""


class ShowBoard(CallbackData, prefix="b"):
    """Open a board; `previous` is the edition before the present one."""

    kind: str
    previous: bool = False


class BeSeen(CallbackData, prefix="bs"):
    """Be shown to others, or not: the wish itself, so that a second press changes nothing."""

    shown: bool
    kind: str
