"""What the admin module publishes."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from domains.core.events.base import BaseEvent, Code, Priority, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority


class AdminActionPerformedEvent(BaseEvent):
    """An admin did something; the audit row is already written."""

    event_type: ClassVar[str] = EventType.ADMIN_ACTION_PERFORMED
    source_service: ClassVar[str] = "admin"
    key_field: ClassVar[str] = "admin_user_id"
    priority: Priority = EventPriority.CRITICAL

    admin_user_id: UserId
    action_type: Code
    target_user_id: UserId | None = None
    action_details: dict[str, str | int | bool] = Field(default_factory=dict)
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
    reason: str = Field(min_length=1, max_length=500)
    adjustment_id: UUID
    admin_user_id: UserId
