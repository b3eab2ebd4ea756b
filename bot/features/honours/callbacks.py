"""Callbacks of what is given by hand. They carry ids; the service checks every right again."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class PickHonour(CallbackData, prefix="ho"):
    """Pick one for somebody; `handle` is a short name of achievement and tier."""

    person: int
    handle: str


class ConfirmHonour(CallbackData, prefix="hs"):
    """Do what the dialog holds. `nonce` ties the button to that dialog."""

    nonce: str
