"""What the bot waited for is no more."""

from __future__ import annotations

from domains.core import DomainError


class DialogLostError(DomainError):
    """Nobody knows any more what was asked: a former version of the house did, or it is gone."""

    code = "dialog.lost"


class OldButtonError(DomainError):
    """The button belongs to a dialog that is over, or to a former state of things."""

    code = "old_button"
