"""What a board refuses."""

from __future__ import annotations

from domains.core.errors import DomainError


class NoSuchBoardError(DomainError):
    """Somebody asked for a board that does not exist: a forged or very old button."""

    code = "leaderboards.no_such_board"
