"""Callbacks of the admin screens. They carry ids; the service checks every right again."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domains.admin.grants.model import Cause


class Desk(StrEnum):
    """What an admin can open."""

    HOME = "h"
    NUMBERS = "n"
    FIND = "f"
    AUDIT = "a"


class OpenDesk(CallbackData, prefix="ad"):
    """Open a desk."""

    desk: Desk


class OpenCard(CallbackData, prefix="ac"):
    """Open a person's card."""

    target: int


class StartGrant(CallbackData, prefix="ag"):
    """Begin to grant besitos; 0 asks for the amount."""

    target: int
    amount: int


class PickCause(CallbackData, prefix="ak"):
    """What besitos are moved for. `pick` ties the button to the dialog."""

    pick: str
    cause: Cause


class ConfirmGrant(CallbackData, prefix="ay"):
    """Grant what the dialog holds. `nonce` ties the button to that dialog."""

    nonce: str
