"""What custodians do to the market, and what they ask it for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

RELABEL, REFUND = "market.relabel", "market.refund"
OPEN_AUCTION, CANCEL_AUCTION = "market.auction_open", "market.auction_cancel"
ADD_SECRET, CLOSE_SECRET = "market.secret_add", "market.secret_close"
"""The audit's names."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to hold on the shelf from now on; None leaves it."""

    price: int | None = None
    stock: int | None = None
    is_unlimited: bool = False
    is_offered: bool | None = None
    is_reset: bool = False


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """One thing on the shelf. `stock` None: as many as anybody wants."""

    item_id: str
    price: int
    stock: int | None
    is_offered: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """Something that was bought. `can_be_refunded` as far as the purchase itself knows."""

    id: UUID
    user_id: int
    item_id: str
    quantity: int
    price: int
    bought_at: datetime
    can_be_refunded: bool


@dataclass(frozen=True, slots=True)
class AuctionLine:
    """An auction that runs."""

    id: UUID
    item_id: str
    highest_bid: int | None
    bids: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SecretLine:
    """A secret, without its word."""

    id: int
    clue_id: str | None
    besitos: int
    uses: int
    most_uses: int | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A word, and what it gives. `most_uses` None: to anybody, once each."""

    word: str
    clue_id: str | None
    besitos: int
    most_uses: int | None
