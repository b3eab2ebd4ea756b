"""Callbacks of names that offend. They carry no name; the service checks every right again."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class ConfirmReset(CallbackData, prefix="nr"):
    """Do what the dialog holds. `nonce` ties the button to that dialog."""

    nonce: str
