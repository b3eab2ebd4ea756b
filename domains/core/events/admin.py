"""What the admin module publishes."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from domains.core.events.base import BaseEvent, Code, Details, Priority, UserId
from domains.core.events.frozen import FrozenDict
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority

Reason = Annotated[str, Field(min_length=1, max_length=500)]
"""Why, in the words of whoever decided."""

SettingText = Annotated[str, Field(min_length=1, max_length=2_000)]


class AdminActionPerformedEvent(BaseEvent):
    """An admin did something; the audit row is already written."""

    event_type: ClassVar[str] = EventType.ADMIN_ACTION_PERFORMED
    source_service: ClassVar[str] = "admin"
    key_field: ClassVar[str] = "admin_user_id"
    priority: Priority = EventPriority.CRITICAL

    admin_user_id: UserId
    action_type: Code
    target_user_id: UserId | None = None
    action_details: Details = Field(default_factory=FrozenDict)
    admin_timestamp: AwareDatetime | None = None


class PointsAdjustmentRequestedEvent(BaseEvent):
    """An admin granted (positive) or took back (negative) besitos, with a reason.

    `adjustment_id` is the audit row's id and the ledger line's idempotency key.
    """

    event_type: ClassVar[str] = EventType.POINTS_ADJUSTMENT_REQUESTED
    source_service: ClassVar[str] = "admin"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    amount: int = Field(ge=-1_000_000, le=1_000_000)
    reason: Reason
    adjustment_id: UUID
    admin_user_id: UserId
    cause: Code | None = None
    """The code of the reason; None before there were codes."""


class PointsAdjustmentWithdrawnEvent(BaseEvent):
    """Nothing was heard of an adjustment in time: it must not be booked any more.

    If it has been booked already, that stands.
    """

    event_type: ClassVar[str] = EventType.POINTS_ADJUSTMENT_WITHDRAWN
    source_service: ClassVar[str] = "admin"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    amount: int = Field(ge=-1_000_000, le=1_000_000)
    adjustment_id: UUID
    admin_user_id: UserId


class PointsAdjustmentSettledEvent(BaseEvent):
    """What became of an adjustment: for the admin who asked for it."""

    event_type: ClassVar[str] = EventType.POINTS_ADJUSTMENT_SETTLED
    source_service: ClassVar[str] = "admin"
    key_field: ClassVar[str] = "admin_user_id"
    priority: Priority = EventPriority.HIGH

    admin_user_id: UserId
    user_id: UserId
    adjustment_id: UUID
    amount: int = Field(ge=-1_000_000, le=1_000_000)
    """What was asked for."""
    moved: int = Field(ge=-1_000_000, le=1_000_000)
    balance: int = Field(ge=0, lt=2**63)
    outcome: Code
    """`applied`, `refused` or `timed_out`."""
    reason: Code | None = None
    """Why it was refused."""


class PointsAdjustmentDeferredEvent(BaseEvent):
    """An adjustment is so large that it waits for a second custodian."""

    event_type: ClassVar[str] = EventType.POINTS_ADJUSTMENT_DEFERRED
    source_service: ClassVar[str] = "admin"
    key_field: ClassVar[str] = "admin_user_id"
    priority: Priority = EventPriority.HIGH

    admin_user_id: UserId
    """Who asked for it."""
    user_id: UserId
    adjustment_id: UUID
    amount: int = Field(ge=-1_000_000, le=1_000_000)
    expires_at: AwareDatetime
    confirmer_user_ids: tuple[UserId, ...] = Field(default=(), max_length=100)
    """Who may say yes, at that moment."""


class PointsAdjustmentDroppedEvent(BaseEvent):
    """An adjustment that waited is not booked: nobody, or not the right one, said yes."""

    event_type: ClassVar[str] = EventType.POINTS_ADJUSTMENT_DROPPED
    source_service: ClassVar[str] = "admin"
    key_field: ClassVar[str] = "admin_user_id"
    priority: Priority = EventPriority.HIGH

    admin_user_id: UserId
    """Who asked for it."""
    user_id: UserId
    adjustment_id: UUID
    amount: int = Field(ge=-1_000_000, le=1_000_000)
    outcome: Code
    """`declined`, `expired` or `withdrawn`."""
    note: Reason | None = None
    """Why it was declined."""


class UserModeratedEvent(BaseEvent):
    """A user was warned, restricted or freed of a restriction. Bans and mutes have their own."""

    event_type: ClassVar[str] = EventType.USER_MODERATED
    source_service: ClassVar[str] = "admin"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    case_id: UUID
    action: Code
    reason: Reason
    moderator_user_id: UserId | None = None
    """None when a rule decided."""


class UserBannedEvent(BaseEvent):
    """A user may not use the bot until `until`, or for good."""

    event_type: ClassVar[str] = EventType.USER_BANNED
    source_service: ClassVar[str] = "admin"
    priority: Priority = EventPriority.CRITICAL

    user_id: UserId
    case_id: UUID
    reason: Reason
    moderator_user_id: UserId | None = None
    until: AwareDatetime | None = None


class UserUnbannedEvent(BaseEvent):
    """A ban is over or was lifted."""

    event_type: ClassVar[str] = EventType.USER_UNBANNED
    source_service: ClassVar[str] = "admin"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    case_id: UUID
    reason: Reason
    moderator_user_id: UserId | None = None


class UserMutedEvent(BaseEvent):
    """What a user writes is not shown to others until `until`."""

    event_type: ClassVar[str] = EventType.USER_MUTED
    source_service: ClassVar[str] = "admin"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    case_id: UUID
    reason: Reason
    moderator_user_id: UserId | None = None
    until: AwareDatetime


class ContentModeratedEvent(BaseEvent):
    """Something a person wrote was approved, rejected, flagged or taken away."""

    event_type: ClassVar[str] = EventType.CONTENT_MODERATED
    source_service: ClassVar[str] = "admin"
    key_field: ClassVar[str] = "content_id"
    priority: Priority = EventPriority.HIGH

    content_id: str = Field(min_length=1, max_length=128)
    content_type: Code
    action: Code
    reason: Reason
    author_user_id: UserId | None = None
    moderator_user_id: UserId | None = None


class ConfigChangedEvent(BaseEvent):
    """A setting of the game was changed while it runs. Every instance listens."""

    event_type: ClassVar[str] = EventType.CONFIG_CHANGED
    source_service: ClassVar[str] = "admin"
    key_field: ClassVar[str] = "setting"
    priority: Priority = EventPriority.HIGH

    setting: Code
    previous_value: SettingText | None = None
    new_value: SettingText | None
    """Both as JSON text; None is the value that the program ships with."""
    admin_user_id: UserId


class VipPlanChangedEvent(BaseEvent):
    """A plan that can be bought was made, changed or withdrawn."""

    event_type: ClassVar[str] = EventType.VIP_PLAN_CHANGED
    source_service: ClassVar[str] = "admin"
    key_field: ClassVar[str] = "plan"

    plan: Code
    days: int = Field(ge=1, le=3_660)
    price: int = Field(ge=0, lt=2**63)
    """In the smallest unit of the currency."""
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    is_offered: bool
    admin_user_id: UserId
