"""The published language: the only thing that modules share."""

from __future__ import annotations

from domains.core.events.admin import (
    AdminActionPerformedEvent,
    PointsAdjustmentRequestedEvent,
)
from domains.core.events.base import BaseEvent
from domains.core.events.bus import (
    BreakerClosedEvent,
    BreakerOpenedEvent,
    BroadcastGapDetectedEvent,
    BusDegradedEvent,
    BusRecoveredEvent,
    EventDeadLetteredEvent,
    HandlerFailedEvent,
)
from domains.core.events.factory import EventFactory, NewerSchemaError, UnknownEventTypeError
from domains.core.events.gamification import (
    AchievementUnlockedEvent,
    LevelReachedEvent,
    PointsAdjustmentRefusedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    StreakUpdatedEvent,
)
from domains.core.events.narrative import (
    CharacterInteractionEvent,
    ClueFoundEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionCostConfirmedEvent,
    StoryDecisionCostRequestedEvent,
    StoryDecisionCostWithdrawnEvent,
    StoryDecisionMadeEvent,
    StoryProgressUpdatedEvent,
)
from domains.core.events.saga import (
    SagaCompensatedEvent,
    SagaCompletedEvent,
    SagaStartedEvent,
    SagaStepCompletedEvent,
    SagaTimedOutEvent,
)
from domains.core.events.system import (
    ErrorOccurredEvent,
    ServiceStartedEvent,
    ServiceStoppedEvent,
)
from domains.core.events.time import (
    DayPassedEvent,
    HourPassedEvent,
    WeekPassedEvent,
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
    BreakerClosedEvent,
    BreakerOpenedEvent,
    BroadcastGapDetectedEvent,
    BusDegradedEvent,
    BusRecoveredEvent,
    CharacterInteractionEvent,
    ClueFoundEvent,
    DayPassedEvent,
    ErrorOccurredEvent,
    EventDeadLetteredEvent,
    HandlerFailedEvent,
    HourPassedEvent,
    LevelReachedEvent,
    PointsAdjustmentRefusedEvent,
    PointsAdjustmentRequestedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    SagaCompensatedEvent,
    SagaCompletedEvent,
    SagaStartedEvent,
    SagaStepCompletedEvent,
    SagaTimedOutEvent,
    ServiceStartedEvent,
    ServiceStoppedEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionCostConfirmedEvent,
    StoryDecisionCostRequestedEvent,
    StoryDecisionCostWithdrawnEvent,
    StoryDecisionMadeEvent,
    StoryProgressUpdatedEvent,
    StreakUpdatedEvent,
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
    UserRoleChangedEvent,
    UserSubscriptionChangedEvent,
    WeekPassedEvent,
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
    "BreakerClosedEvent",
    "BreakerOpenedEvent",
    "BroadcastGapDetectedEvent",
    "BusDegradedEvent",
    "BusRecoveredEvent",
    "CharacterInteractionEvent",
    "ClueFoundEvent",
    "DayPassedEvent",
    "ErrorOccurredEvent",
    "EventDeadLetteredEvent",
    "EventFactory",
    "EventType",
    "HandlerFailedEvent",
    "HourPassedEvent",
    "LevelReachedEvent",
    "NewerSchemaError",
    "PointsAdjustmentRefusedEvent",
    "PointsAdjustmentRequestedEvent",
    "PointsAwardedEvent",
    "PointsDeductedEvent",
    "PointsReservedEvent",
    "ReservationCapturedEvent",
    "ReservationRefusedEvent",
    "ReservationReleasedEvent",
    "SagaCompensatedEvent",
    "SagaCompletedEvent",
    "SagaStartedEvent",
    "SagaStepCompletedEvent",
    "SagaTimedOutEvent",
    "ServiceStartedEvent",
    "ServiceStoppedEvent",
    "StoryChapterCompletedEvent",
    "StoryChapterStartedEvent",
    "StoryDecisionCostConfirmedEvent",
    "StoryDecisionCostRequestedEvent",
    "StoryDecisionCostWithdrawnEvent",
    "StoryDecisionMadeEvent",
    "StoryProgressUpdatedEvent",
    "StreakUpdatedEvent",
    "UnknownEventTypeError",
    "UserActivityDetectedEvent",
    "UserProfileUpdatedEvent",
    "UserRegisteredEvent",
    "UserRoleChangedEvent",
    "UserSubscriptionChangedEvent",
    "WeekPassedEvent",
    "default_factory",
]
