"""What an auction refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class UnknownAuctionError(DomainError):
    """There is no auction of this id."""

    code: ClassVar[str] = "auction.unknown"


class AuctionOverError(DomainError):
    """The hammer has fallen, or it was called off."""

    code: ClassVar[str] = "auction.over"


class BidTooLowError(DomainError):
    """Somebody has bid more, or it is less than the price to begin with. Params: `least`."""

    code: ClassVar[str] = "auction.too_low"


class BidTooHighError(DomainError):
    """More than anybody can own. Params: `highest`."""

    code: ClassVar[str] = "auction.too_high"


class AlreadyLeadingError(DomainError):
    """Nobody outbids themselves. Params: `bid`."""

    code: ClassVar[str] = "auction.leading"


class AuctionUnfitError(DomainError):
    """An auction that cannot be held. Params: `longest` (minutes), `highest` (besitos)."""

    code: ClassVar[str] = "auction.unfit"
