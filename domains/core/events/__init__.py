"""The published language: the only thing that modules share."""

from __future__ import annotations

from domains.core.events.admin import AdminActionPerformedEvent, PointsAdjustmentRequestedEvent
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory, NewerSchemaError, UnknownEventTypeError
from domains.core.events.gamification import (
    AchievementUnlockedEvent,
    LevelReachedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    StreakUpdatedEvent,
)
from domains.core.events.narrative import (
    CharacterInteractionEvent,
    ClueFoundEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
    StoryProgressUpdatedEvent,
)
from domains.core.events.system import (
    ErrorOccurredEvent,
    ServiceStartedEvent,
    ServiceStoppedEvent,
)
from domains.core.events.types import EventType
from domains.core.events.user import (
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
    UserRoleChangedEvent,
    UserSubscriptionChangedEvent,
)

CATALOGUE: tuple[type[BaseEvent], ...] = (
    AchievementUnlockedEvent,
    AdminActionPerformedEvent,
    CharacterInteractionEvent,
    ClueFoundEvent,
    ErrorOccurredEvent,
    LevelReachedEvent,
    PointsAdjustmentRequestedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    ServiceStartedEvent,
    ServiceStoppedEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
    StoryProgressUpdatedEvent,
    StreakUpdatedEvent,
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
    UserRoleChangedEvent,
    UserSubscriptionChangedEvent,
)
"""Every event class of the product."""


def default_factory() -> EventFactory:
    """A registry that knows the whole catalogue."""
    return EventFactory(CATALOGUE)


__all__ = [
    "CATALOGUE",
    "AchievementUnlockedEvent",
    "AdminActionPerformedEvent",
    "BaseEvent",
    "CharacterInteractionEvent",
    "ClueFoundEvent",
    "ErrorOccurredEvent",
    "EventFactory",
    "EventType",
    "LevelReachedEvent",
    "NewerSchemaError",
    "PointsAdjustmentRequestedEvent",
    "PointsAwardedEvent",
    "PointsDeductedEvent",
    "ServiceStartedEvent",
    "ServiceStoppedEvent",
    "StoryChapterCompletedEvent",
    "StoryChapterStartedEvent",
    "StoryDecisionMadeEvent",
    "StoryProgressUpdatedEvent",
    "StreakUpdatedEvent",
    "UnknownEventTypeError",
    "UserActivityDetectedEvent",
    "UserProfileUpdatedEvent",
    "UserRegisteredEvent",
    "UserRoleChangedEvent",
    "UserSubscriptionChangedEvent",
    "default_factory",
]
