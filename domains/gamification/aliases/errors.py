"""What a name on the boards refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class AliasRefusedError(DomainError):
    """Not a name for a board. Params: `problem`, `shortest`, `longest`.

    `problem`: `too_short`, `too_long`, `characters`, `scripts` (letters of several alphabets),
    `reserved` (somebody of the house) or `words`.
    """

    code: ClassVar[str] = "alias.refused"


class AliasTooSoonError(DomainError):
    """The last choice is too fresh. Params: `retry_at`, UTC."""

    code: ClassVar[str] = "alias.too_soon"
