"""Callbacks of the story: ids and the state's version, nothing that could be believed."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class Choose(CallbackData, prefix="c"):
    """Take a choice of a turn. An older turn than the present one is stale."""

    run: int
    turn: int
    choice: int


class Onward(CallbackData, prefix="on"):
    """From the end of a chapter to the next one."""

    run: int
    turn: int


class Restart(CallbackData, prefix="r"):
    """Read the chapter again; asks first unless `sure`."""

    run: int
    turn: int
    sure: bool


class Undo(CallbackData, prefix="u"):
    """Take the last decision back."""

    run: int
    turn: int


class AskHint(CallbackData, prefix="h"):
    """Ask Lucien about a turn's choices."""

    run: int
    turn: int


class StopWaiting(CallbackData, prefix="w"):
    """Open a door now that would open later."""

    run: int
    turn: int


class Skip(CallbackData, prefix="k"):
    """Show the rest of a page that is being told slowly."""

    run: int
    turn: int
