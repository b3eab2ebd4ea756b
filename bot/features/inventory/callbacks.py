"""Callbacks of the bag. `version` is that of the thing's row: an old button does nothing."""

from __future__ import annotations

from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class OpenItem(CallbackData, prefix="bgi"):
    """Show one thing."""

    item: str


class UseItem(CallbackData, prefix="bgu"):
    """Use one copy up."""

    item: str
    version: int


class WearItem(CallbackData, prefix="bgw"):
    """Put on, or take off."""

    item: str
    on: bool


class StartGift(CallbackData, prefix="bgg"):
    """Begin to give one copy away."""

    item: str
    version: int


class ConfirmGift(CallbackData, prefix="bgy"):
    """Give what the dialog holds. `nonce` ties the button to that dialog."""

    nonce: str


class AnswerGift(CallbackData, prefix="bgt"):
    """Take a gift, or let it go back: `gift` is its id in hexadecimal."""

    gift: UUID
    take: bool
