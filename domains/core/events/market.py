"""What the gamification module publishes about things: the shop, the bag, auctions."""

from __future__ import annotations

from typing import ClassVar, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from domains.core.events.base import Amount, BaseEvent, Code, Count, Priority, Total, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority


class ItemPurchasedEvent(BaseEvent):
    """A player bought something; the besitos are paid."""

    event_type: ClassVar[str] = EventType.ITEM_PURCHASED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    purchase_id: UUID
    item_id: Code
    quantity: int = Field(default=1, ge=1, le=1_000)
    points_price: Total
    """For all of them together, as the shop said at that moment."""


class ItemUsedEvent(BaseEvent):
    """A player used something up, or put it on."""

    event_type: ClassVar[str] = EventType.ITEM_USED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    use_id: UUID
    item_id: Code
    quantity: int = Field(default=1, ge=1, le=1_000)
    quantity_left: Count


class AuctionOpenedEvent(BaseEvent):
    """Bids are welcome."""

    event_type: ClassVar[str] = EventType.AUCTION_OPENED
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "auction_id"

    auction_id: UUID
    item_id: Code
    starting_price: Amount
    ends_at: AwareDatetime


class AuctionOutbidEvent(BaseEvent):
    """Somebody's bid is no longer the highest; what was set aside for it is free again."""

    event_type: ClassVar[str] = EventType.AUCTION_OUTBID
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "auction_id"

    auction_id: UUID
    user_id: UserId
    """Who was outbid."""
    bid: Amount
    highest_bid: Amount


class AuctionClosedEvent(BaseEvent):
    """An auction is over. Without a winner nobody bid, or it was called off."""

    event_type: ClassVar[str] = EventType.AUCTION_CLOSED
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "auction_id"
    priority: Priority = EventPriority.HIGH

    auction_id: UUID
    item_id: Code
    winner_user_id: UserId | None = None
    winning_bid: Amount | None = None
    reason: Code = "time"
    """`time` when it ran its course, `cancelled` when it was called off."""


MARKET: Final[tuple[type[BaseEvent], ...]] = (
    AuctionClosedEvent,
    AuctionOpenedEvent,
    AuctionOutbidEvent,
    ItemPurchasedEvent,
    ItemUsedEvent,
)
"""All of them."""
