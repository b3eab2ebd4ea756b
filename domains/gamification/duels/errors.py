"""What a duel refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NoSuchDuelError(DomainError):
    """No such invitation, or it is over, or somebody else was faster."""

    code: ClassVar[str] = "duel.unknown"


class OwnDuelError(DomainError):
    """Nobody duels with themselves."""

    code: ClassVar[str] = "duel.own"


class DuelOpenError(DomainError):
    """One invitation of theirs is open already."""

    code: ClassVar[str] = "duel.open"
