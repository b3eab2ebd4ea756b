"""Callbacks of publishing: ids and versions; the service checks every right again."""

from __future__ import annotations

from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class Publish(CallbackData, prefix="wp"):
    """Publish the draft's version; `restart`: readers begin their present chapter anew."""

    sha: str
    restart: bool = False


class AskTime(CallbackData, prefix="ds"):
    """Publish the draft's version later."""

    sha: str


class Withdraw(CallbackData, prefix="dw"):
    """Take back what waits for its time."""

    release: UUID


class RollBack(CallbackData, prefix="dr"):
    """Bring back the version before `number`; asks first unless `sure`."""

    story: str
    number: int
    sure: bool
