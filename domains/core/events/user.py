"""What the user module publishes."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from domains.core.events.base import BaseEvent, Code, Priority, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority


class UserRegisteredEvent(BaseEvent):
    """Somebody spoke to the bot for the first time."""

    event_type: ClassVar[str] = EventType.USER_REGISTERED
    source_service: ClassVar[str] = "user"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    username: str | None = Field(default=None, max_length=64)
    first_name: str = Field(default="", max_length=256)
    language_code: str | None = Field(default=None, max_length=35)
    is_premium: bool = False
    registration_timestamp: AwareDatetime | None = None
    start_payload: str | None = Field(default=None, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    """What the link said by which they came; None when they came by themselves."""


class UserProfileUpdatedEvent(BaseEvent):
    """Something about a user changed; the names of the fields, and the settings' new values."""

    event_type: ClassVar[str] = EventType.USER_PROFILE_UPDATED
    source_service: ClassVar[str] = "user"

    user_id: UserId
    updated_fields: tuple[Code, ...] = Field(min_length=1, max_length=32)
    language_code: str | None = Field(default=None, max_length=35)
    timezone: str | None = Field(default=None, max_length=64)
    username: str | None = Field(default=None, max_length=64)
    first_name: str | None = Field(default=None, max_length=256)


class UserRoleChangedEvent(BaseEvent):
    """A user's role changed; `changed_by` is None when the settings made an owner."""

    event_type: ClassVar[str] = EventType.USER_ROLE_CHANGED
    source_service: ClassVar[str] = "user"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    previous_role: Code
    new_role: Code
    changed_by: UserId | None = None


class UserSubscriptionChangedEvent(BaseEvent):
    """A user's plan changed."""

    event_type: ClassVar[str] = EventType.USER_SUBSCRIPTION_CHANGED
    source_service: ClassVar[str] = "user"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    previous_plan: Code
    new_plan: Code
    subscription_id: str | None = Field(default=None, max_length=128)
    payment_provider: Code | None = None
    change_timestamp: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    """When the new plan ends; None when it does not."""


class UserSubscriptionExpiringEvent(BaseEvent):
    """A user's plan ends soon. Published once for each reminder that is due."""

    event_type: ClassVar[str] = EventType.USER_SUBSCRIPTION_EXPIRING
    source_service: ClassVar[str] = "user"

    user_id: UserId
    plan: Code
    expires_at: AwareDatetime
    days_left: int = Field(ge=0, le=366)


class UserReferralCompletedEvent(BaseEvent):
    """Somebody whom a user invited has become a player. `user_id` is who invited."""

    event_type: ClassVar[str] = EventType.USER_REFERRAL_COMPLETED
    source_service: ClassVar[str] = "user"

    user_id: UserId
    referred_user_id: UserId


class UserActivityDetectedEvent(BaseEvent):
    """A user was here. Published on the first contact of each quarter of an hour."""

    event_type: ClassVar[str] = EventType.USER_ACTIVITY_DETECTED
    source_service: ClassVar[str] = "user"
    priority: Priority = EventPriority.LOW

    user_id: UserId
    activity: Code
    timezone: str = Field(default="UTC", max_length=64)
    """The user's IANA zone at that moment: habits count in local days."""
