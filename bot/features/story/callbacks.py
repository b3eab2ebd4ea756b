"""Callbacks of the story: ids and the state's version, nothing that could be believed."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class Choose(CallbackData, prefix="c"):
    """Take a choice of a turn. An older turn than the present one is stale."""

    run: int
    turn: int
    choice: int


class Restart(CallbackData, prefix="r"):
    """Read the chapter again; asks first unless `sure`."""

    run: int
    turn: int
    sure: bool
