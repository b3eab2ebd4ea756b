"""What the gamification module publishes when a custodian has done something for a player."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from domains.core.events.base import BaseEvent, Code, Priority, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority

Words = Annotated[str, Field(min_length=1, max_length=500)]


class AchievementRevokedEvent(BaseEvent):
    """An achievement was taken away, every tier of it, for good."""

    event_type: ClassVar[str] = EventType.ACHIEVEMENT_REVOKED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    achievement_id: Code
    tiers: int = Field(ge=1, le=10)
    """How many the player had."""
    reason: Words


class StreakMendedEvent(BaseEvent):
    """A custodian mended a broken streak, without a price."""

    event_type: ClassVar[str] = EventType.STREAK_MENDED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    length: int = Field(ge=1, lt=2**31)
    """Days of the run, mended."""
    missed: int = Field(ge=0, lt=2**31)
    """Days that were missed and are forgiven."""
    reason: Words


class AliasResetEvent(BaseEvent):
    """A custodian took the name that a player had chosen for the boards."""

    event_type: ClassVar[str] = EventType.ALIAS_RESET
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    reason: Words
