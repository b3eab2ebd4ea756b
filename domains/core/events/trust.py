"""What the gamification module publishes when besitos cannot be trusted at once."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from domains.core.events.base import Amount, BaseEvent, Code, Priority, Total, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority

AccountId = UserId


class PointsFlaggedEvent(BaseEvent):
    """Besitos were earned suspiciously: they are in the ledger and wait for a review."""

    event_type: ClassVar[str] = EventType.POINTS_FLAGGED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    line_id: Total
    """The ledger's line."""
    amount: Amount
    action_type: Code
    reason: Code
    due_at: AwareDatetime
    """When they are let through if nobody objects."""


class PointsReviewedEvent(BaseEvent):
    """Besitos that waited were let through, or taken back."""

    event_type: ClassVar[str] = EventType.POINTS_REVIEWED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    line_id: Total
    amount: Total
    is_approved: bool
    reviewer_user_id: UserId | None = None
    """None when time decided."""


class AccountFrozenEvent(BaseEvent):
    """An account is not the sum of its lines: an alert. Nothing is spent from it."""

    event_type: ClassVar[str] = EventType.ACCOUNT_FROZEN
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "account_id"
    priority: Priority = EventPriority.CRITICAL

    account_id: AccountId
    user_id: UserId | None = None
    """None for an account whose player was forgotten."""
    balance: int = Field(ge=-(2**63), lt=2**63)
    ledger_balance: int = Field(ge=-(2**63), lt=2**63)
    xp: int = Field(ge=-(2**63), lt=2**63)
    ledger_xp: int = Field(ge=-(2**63), lt=2**63)


class AccountThawedEvent(BaseEvent):
    """A frozen account adds up again."""

    event_type: ClassVar[str] = EventType.ACCOUNT_THAWED
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "account_id"

    account_id: AccountId
    user_id: UserId | None = None
