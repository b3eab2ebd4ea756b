"""What a review of invitations refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NoSuchCaseError(DomainError):
    """It is decided already, or never was."""

    code: ClassVar[str] = "referral.no_such_case"
