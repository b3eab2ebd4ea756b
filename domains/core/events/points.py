"""What the gamification module publishes about besitos: the ledger, and what is set aside."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from domains.core.events.base import Amount, BaseEvent, Code, Priority, Total, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority


class PointsAwardedEvent(BaseEvent):
    """Besitos were credited: one line of the ledger. `xp_amount` came with them."""

    event_type: ClassVar[str] = EventType.POINTS_AWARDED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    points_amount: Amount
    action_type: Code
    multiplier: float = Field(default=1.0, ge=1.0, le=10.0)
    total_points_after: Total | None = None
    xp_amount: Total = 0
    note: str | None = Field(default=None, max_length=500)
    """A reason a person wrote for the player to read, e.g. with a grant."""
    occurred_at: AwareDatetime | None = None
    """When it was earned, if that was before it was booked."""


class PointsDeductedEvent(BaseEvent):
    """Besitos were debited: one line of the ledger. The amount is positive."""

    event_type: ClassVar[str] = EventType.POINTS_DEDUCTED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    points_amount: Amount
    action_type: Code
    total_points_after: Total | None = None
    note: str | None = Field(default=None, max_length=500)


class PointsReservedEvent(BaseEvent):
    """Besitos were set aside for something that asked: they count no more as spendable."""

    event_type: ClassVar[str] = EventType.POINTS_RESERVED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    reservation_id: UUID
    """Chosen by whoever asked; asking again with the same id changes nothing."""
    amount: Amount
    available_after: Total
    """What can still be spent."""
    expires_at: AwareDatetime | None = None
    """When the reservation is released by itself."""


class ReservationCapturedEvent(BaseEvent):
    """Reserved besitos were spent: now they are a line of the ledger."""

    event_type: ClassVar[str] = EventType.RESERVATION_CAPTURED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    reservation_id: UUID
    amount: Amount
    total_points_after: Total


class ReservationReleasedEvent(BaseEvent):
    """Reserved besitos are free again: nothing was spent."""

    event_type: ClassVar[str] = EventType.RESERVATION_RELEASED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    reservation_id: UUID
    amount: Amount
    reason: Code
    """`withdrawn` by whoever asked, or `expired`."""


class ReservationRefusedEvent(BaseEvent):
    """Besitos could not be set aside, or a reservation is past capturing."""

    event_type: ClassVar[str] = EventType.RESERVATION_REFUSED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    reservation_id: UUID
    amount: Amount
    reason: Code
    available: Total = 0
    """What could have been spent."""


class PointsAdjustedEvent(BaseEvent):
    """An adjustment that an admin asked for was booked."""

    event_type: ClassVar[str] = EventType.POINTS_ADJUSTED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    adjustment_id: UUID
    """The id that the request carried."""
    amount: int = Field(ge=-1_000_000, le=1_000_000)
    """What really moved: less than was asked for when there was less to take."""
    admin_user_id: UserId
    balance: Total


class PointsAdjustmentRefusedEvent(BaseEvent):
    """An adjustment that an admin asked for could not be booked."""

    event_type: ClassVar[str] = EventType.POINTS_ADJUSTMENT_REFUSED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    adjustment_id: UUID
    """The id that the request carried."""
    amount: int = Field(ge=-1_000_000, le=1_000_000)
    admin_user_id: UserId
    reason: Code
    balance: Total
    """What the player had at that moment."""
