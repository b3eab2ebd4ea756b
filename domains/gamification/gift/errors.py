"""Why there is no gift yet."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class GiftNotYetError(DomainError):
    """Too new here, or nothing done yet, or hardly arrived from another zone."""

    code: ClassVar[str] = "gift.not_yet"
