"""What the tables refuse."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class LossLimitError(DomainError):
    """Enough is lost for today. Params: `left`, `limit`."""

    code: ClassVar[str] = "games.loss_limit"


class NoSuchStakeError(DomainError):
    """Nobody plays for that."""

    code: ClassVar[str] = "games.no_such_stake"


class NoSuchGameError(DomainError):
    """It is not theirs, or over, or never was."""

    code: ClassVar[str] = "games.unknown"


class NoThrowsLeftError(DomainError):
    """The free throws of the day are thrown."""

    code: ClassVar[str] = "games.no_throws_left"
