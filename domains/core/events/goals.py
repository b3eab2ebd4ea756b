"""What the gamification module publishes about its games, invitations and reviews."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from domains.core.events.base import BaseEvent, Code, Count, Priority, Total, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority


class AchievementsReviewedEvent(BaseEvent):
    """The past was gone through: what a player had earned before it was there to be earned."""

    event_type: ClassVar[str] = EventType.ACHIEVEMENTS_REVIEWED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    achievement_id: Code
    tier: int = Field(ge=1, le=100)
    """The highest of those that were unlocked."""
    counted: Total
    """What the count came to."""
    points_reward: Total


class DiceThrownEvent(BaseEvent):
    """The bot threw a die for a player."""

    event_type: ClassVar[str] = EventType.DICE_THROWN
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    throw_id: int = Field(ge=1)
    value: int = Field(ge=1, le=64)
    stake: Total
    payout: Total


class DuelFinishedEvent(BaseEvent):
    """A duel is over; each of the two has an event of their own."""

    event_type: ClassVar[str] = EventType.DUEL_FINISHED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    duel_id: UUID
    opponent_user_id: UserId | None = None
    """None when nobody came."""
    outcome: Literal["won", "lost", "drawn", "expired"]
    score: Count
    opponent_score: Count
    stake: Total
    payout: Total


class ReferralRewardedEvent(BaseEvent):
    """Somebody whom `user_id` invited has become a player, and both were paid."""

    event_type: ClassVar[str] = EventType.REFERRAL_REWARDED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    referred_user_id: UserId
    points_reward: Total


class ReferralReversedEvent(BaseEvent):
    """Somebody whom `user_id` invited was banned: what was paid for them is taken back."""

    event_type: ClassVar[str] = EventType.REFERRAL_REVERSED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    referred_user_id: UserId
    points_taken: Total
    """From whoever invited."""


class ReferralsHeldEvent(BaseEvent):
    """Too many came by one invitation at once: a custodian shall look at them."""

    event_type: ClassVar[str] = EventType.REFERRALS_HELD
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    """Who invited."""
    case_id: Annotated[int, Field(ge=1)]
    held: Count
