"""What the gamification module publishes so that somebody may be reminded."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from domains.core.events.base import BaseEvent, Priority, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority


class StreakEndangeredEvent(BaseEvent):
    """A run of days ends in a few hours unless its player does something."""

    event_type: ClassVar[str] = EventType.STREAK_ENDANGERED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.LOW

    user_id: UserId
    days: int = Field(ge=1, lt=2**31)
    deadline_at: AwareDatetime
    """When the player's local day ends, UTC."""
    timezone: str = Field(default="UTC", max_length=64)
    """The IANA zone of that day."""
