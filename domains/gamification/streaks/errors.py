"""What a streak refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class FreezesFullError(DomainError):
    """More freezes than a player may own at once. Params: `owned`, `most`."""

    code: ClassVar[str] = "streak.freezes_full"


class QuoteStaleError(DomainError):
    """The price or the streak is not what the button said. Nothing was taken."""

    code: ClassVar[str] = "streak.quote_stale"


class NotRepairableError(DomainError):
    """There is nothing to repair, or not any more. Params: `reason`.

    `reason`: `nothing_broken`, `too_late`, `too_soon` after the last repair, or
    `not_here_today`, which the player can change.
    """

    code: ClassVar[str] = "streak.not_repairable"
