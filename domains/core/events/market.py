"""What the gamification module publishes about things: the shop, the bag, clues, auctions."""

from __future__ import annotations

from typing import ClassVar
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


class PurchaseRefundedEvent(BaseEvent):
    """An admin took a purchase back: the besitos are returned, the things are gone."""

    event_type: ClassVar[str] = EventType.PURCHASE_REFUNDED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    purchase_id: UUID
    item_id: Code
    quantity: int = Field(default=1, ge=1, le=1_000)
    points_price: Total


class BoxOpenedEvent(BaseEvent):
    """A player opened a box of surprises; what was in it is theirs."""

    event_type: ClassVar[str] = EventType.BOX_OPENED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    use_id: UUID
    item_id: Code
    prize_item_id: Code | None = None
    points_amount: Total = 0
    is_rare: bool = False


class GiftOfferedEvent(BaseEvent):
    """A player offers another one a thing; it waits for an answer."""

    event_type: ClassVar[str] = EventType.GIFT_OFFERED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    """Who may have it."""
    giver_user_id: UserId
    gift_id: UUID
    item_id: Code


class GiftAnsweredEvent(BaseEvent):
    """A gift was taken, or went back to whom it came from."""

    event_type: ClassVar[str] = EventType.GIFT_ANSWERED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    """Who gave it."""
    recipient_user_id: UserId
    gift_id: UUID
    item_id: Code
    answer: Code
    """`accepted`, `declined` or `expired`."""


class GiftWaitEndedEvent(BaseEvent):
    """A gift has waited for its answer as long as gifts do."""

    event_type: ClassVar[str] = EventType.GIFT_WAIT_ENDED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    gift_id: UUID


class ClueAcquiredEvent(BaseEvent):
    """A clue entered a player's backpack, for the first time, wherever it came from."""

    event_type: ClassVar[str] = EventType.CLUE_ACQUIRED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    clue_id: Code
    source: Code


class CombinationMadeEvent(BaseEvent):
    """A player put clues of their backpack together; what they make is theirs. Once each."""

    event_type: ClassVar[str] = EventType.COMBINATION_MADE
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    combination: Code
    clue_ids: tuple[Code, ...] = Field(min_length=2, max_length=16)
    result_clue_id: Code


class AuctionOpenedEvent(BaseEvent):
    """Bids are welcome."""

    event_type: ClassVar[str] = EventType.AUCTION_OPENED
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "auction_id"

    auction_id: UUID
    item_id: Code
    starting_price: Amount
    ends_at: AwareDatetime


class AuctionBidPlacedEvent(BaseEvent):
    """Somebody leads an auction; what they bid is set aside."""

    event_type: ClassVar[str] = EventType.AUCTION_BID_PLACED
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "auction_id"

    auction_id: UUID
    user_id: UserId
    bid: Amount
    ends_at: AwareDatetime


class AuctionEndReachedEvent(BaseEvent):
    """The hour at which an auction was to end has come. A late bid may have moved it since."""

    event_type: ClassVar[str] = EventType.AUCTION_END_REACHED
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "auction_id"
    priority: Priority = EventPriority.HIGH

    auction_id: UUID


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
