"""Callbacks of the bus's screens. They carry handles; the service checks every right again."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Act(StrEnum):
    """What needs a reason and a confirmation."""

    DISCARD = "d"
    PAUSE = "p"


class OpenEvents(CallbackData, prefix="eh"):
    """Open the first screen."""


class OpenLetter(CallbackData, prefix="el"):
    """Open a dead letter. The handle says which death of it is meant."""

    letter: str


class ReplayLetter(CallbackData, prefix="er"):
    """Deliver a dead letter again."""

    letter: str


class AskReason(CallbackData, prefix="eq"):
    """Begin to discard a letter, or to pause its subscription."""

    act: Act
    letter: str


class ConfirmAct(CallbackData, prefix="ey"):
    """Do what the dialog holds. `nonce` ties the button to that dialog."""

    nonce: str


class Resume(CallbackData, prefix="eu"):
    """Let a paused subscription go on."""

    subscription: str
