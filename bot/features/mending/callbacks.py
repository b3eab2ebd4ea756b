"""Callbacks of mending. They carry ids and the streak's version; the service checks the rest."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from domains.admin.mending.model import Ground


class PickGround(CallbackData, prefix="zg"):
    """Why somebody's streak of this version is to be mended."""

    person: int
    version: int
    ground: Ground


class ConfirmMending(CallbackData, prefix="zy"):
    """Do what the dialog holds. `nonce` ties the button to that dialog."""

    nonce: str
