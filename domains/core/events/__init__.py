"""The published language: the only thing that modules share."""

from __future__ import annotations

from domains.core.events.admin import (
    AdminActionPerformedEvent,
    ConfigChangedEvent,
    ContentModeratedEvent,
    PointsAdjustmentDeferredEvent,
    PointsAdjustmentDroppedEvent,
    PointsAdjustmentRequestedEvent,
    PointsAdjustmentSettledEvent,
    PointsAdjustmentWithdrawnEvent,
    UserBannedEvent,
    UserModeratedEvent,
    UserMutedEvent,
    UserUnbannedEvent,
    VipPlanChangedEvent,
)
from domains.core.events.authoring import StoryPublicationDueEvent, StoryPublishedEvent
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
from domains.core.events.care import AchievementRevokedEvent, AliasResetEvent, StreakMendedEvent
from domains.core.events.factory import EventFactory, NewerSchemaError, UnknownEventTypeError
from domains.core.events.gamification import (
    AchievementUnlockedEvent,
    DailyGiftClaimedEvent,
    LeaderboardUpdatedEvent,
    LevelReachedEvent,
    MissionAssignedEvent,
    MissionCompletedEvent,
    MissionProgressedEvent,
    SeasonClosedEvent,
    StreakUpdatedEvent,
    TriviaAnsweredEvent,
)
from domains.core.events.goals import (
    AchievementsReviewedEvent,
    DiceThrownEvent,
    DuelFinishedEvent,
    ReferralReversedEvent,
    ReferralRewardedEvent,
    ReferralsHeldEvent,
)
from domains.core.events.leaderboards import BoardScoreChangedEvent, LeagueJoinedEvent
from domains.core.events.market import (
    AuctionBidPlacedEvent,
    AuctionClosedEvent,
    AuctionEndReachedEvent,
    AuctionOpenedEvent,
    AuctionOutbidEvent,
    BoxOpenedEvent,
    ClueAcquiredEvent,
    CombinationMadeEvent,
    GiftAnsweredEvent,
    GiftOfferedEvent,
    GiftWaitEndedEvent,
    ItemPurchasedEvent,
    ItemUsedEvent,
    PurchaseRefundedEvent,
)
from domains.core.events.narrative import (
    CharacterInteractionEvent,
    ClueFoundEvent,
    CluesCombinedEvent,
    StoryAchievementEarnedEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionCostConfirmedEvent,
    StoryDecisionCostRequestedEvent,
    StoryDecisionCostWithdrawnEvent,
    StoryDecisionMadeEvent,
    StoryProgressUpdatedEvent,
)
from domains.core.events.notification import (
    NotificationDeliveredEvent,
    NotificationFailedEvent,
    NotificationRequestedEvent,
)
from domains.core.events.points import (
    PointsAdjustedEvent,
    PointsAdjustmentRefusedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
)
from domains.core.events.reminders import StreakEndangeredEvent
from domains.core.events.saga import (
    SagaCompensatedEvent,
    SagaCompletedEvent,
    SagaStartedEvent,
    SagaStepCompletedEvent,
    SagaTimedOutEvent,
)
from domains.core.events.story_time import (
    StoryDecisionDefaultedEvent,
    StoryReopenedEvent,
    StoryTimerEndedEvent,
    StoryWaitEndedEvent,
)
from domains.core.events.system import (
    ErrorOccurredEvent,
    HealthCheckFailedEvent,
    HealthCheckPerformedEvent,
    ServiceStartedEvent,
    ServiceStoppedEvent,
)
from domains.core.events.time import (
    DayPassedEvent,
    HourPassedEvent,
    WeekPassedEvent,
)
from domains.core.events.trust import (
    AccountFrozenEvent,
    AccountThawedEvent,
    PointsFlaggedEvent,
    PointsReviewedEvent,
)
from domains.core.events.types import EventType
from domains.core.events.upcasting import STEPS
from domains.core.events.user import (
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserReferralCompletedEvent,
    UserRegisteredEvent,
    UserRoleChangedEvent,
    UserSubscriptionChangedEvent,
    UserSubscriptionExpiringEvent,
)

CATALOGUE: tuple[type[BaseEvent], ...] = tuple(
    sorted(
        {
            found
            for found in globals().values()
            if isinstance(found, type) and issubclass(found, BaseEvent) and found is not BaseEvent
        },
        key=lambda event_class: event_class.__name__,
    )
)
"""Every event class of the product: what is imported here."""


def default_factory() -> EventFactory:
    """A registry that knows the whole catalogue and reads its former versions."""
    factory = EventFactory(CATALOGUE)
    for event_type, from_version, upcaster in STEPS:
        factory.upcast(event_type, from_version, upcaster)
    return factory


__all__ = [
    "CATALOGUE",
    "AccountFrozenEvent",
    "AccountThawedEvent",
    "AchievementRevokedEvent",
    "AchievementUnlockedEvent",
    "AchievementsReviewedEvent",
    "AdminActionPerformedEvent",
    "AliasResetEvent",
    "AuctionBidPlacedEvent",
    "AuctionClosedEvent",
    "AuctionEndReachedEvent",
    "AuctionOpenedEvent",
    "AuctionOutbidEvent",
    "BaseEvent",
    "BoardScoreChangedEvent",
    "BoxOpenedEvent",
    "BreakerClosedEvent",
    "BreakerOpenedEvent",
    "BroadcastGapDetectedEvent",
    "BusDegradedEvent",
    "BusRecoveredEvent",
    "CharacterInteractionEvent",
    "ClueAcquiredEvent",
    "ClueFoundEvent",
    "CluesCombinedEvent",
    "CombinationMadeEvent",
    "ConfigChangedEvent",
    "ContentModeratedEvent",
    "DailyGiftClaimedEvent",
    "DayPassedEvent",
    "DiceThrownEvent",
    "DuelFinishedEvent",
    "ErrorOccurredEvent",
    "EventDeadLetteredEvent",
    "EventFactory",
    "EventType",
    "GiftAnsweredEvent",
    "GiftOfferedEvent",
    "GiftWaitEndedEvent",
    "HandlerFailedEvent",
    "HealthCheckFailedEvent",
    "HealthCheckPerformedEvent",
    "HourPassedEvent",
    "ItemPurchasedEvent",
    "ItemUsedEvent",
    "LeaderboardUpdatedEvent",
    "LeagueJoinedEvent",
    "LevelReachedEvent",
    "MissionAssignedEvent",
    "MissionCompletedEvent",
    "MissionProgressedEvent",
    "NewerSchemaError",
    "NotificationDeliveredEvent",
    "NotificationFailedEvent",
    "NotificationRequestedEvent",
    "PointsAdjustedEvent",
    "PointsAdjustmentDeferredEvent",
    "PointsAdjustmentDroppedEvent",
    "PointsAdjustmentRefusedEvent",
    "PointsAdjustmentRequestedEvent",
    "PointsAdjustmentSettledEvent",
    "PointsAdjustmentWithdrawnEvent",
    "PointsAwardedEvent",
    "PointsDeductedEvent",
    "PointsFlaggedEvent",
    "PointsReservedEvent",
    "PointsReviewedEvent",
    "PurchaseRefundedEvent",
    "ReferralReversedEvent",
    "ReferralRewardedEvent",
    "ReferralsHeldEvent",
    "ReservationCapturedEvent",
    "ReservationRefusedEvent",
    "ReservationReleasedEvent",
    "SagaCompensatedEvent",
    "SagaCompletedEvent",
    "SagaStartedEvent",
    "SagaStepCompletedEvent",
    "SagaTimedOutEvent",
    "SeasonClosedEvent",
    "ServiceStartedEvent",
    "ServiceStoppedEvent",
    "StoryAchievementEarnedEvent",
    "StoryChapterCompletedEvent",
    "StoryChapterStartedEvent",
    "StoryDecisionCostConfirmedEvent",
    "StoryDecisionCostRequestedEvent",
    "StoryDecisionCostWithdrawnEvent",
    "StoryDecisionDefaultedEvent",
    "StoryDecisionMadeEvent",
    "StoryProgressUpdatedEvent",
    "StoryPublicationDueEvent",
    "StoryPublishedEvent",
    "StoryReopenedEvent",
    "StoryTimerEndedEvent",
    "StoryWaitEndedEvent",
    "StreakEndangeredEvent",
    "StreakMendedEvent",
    "StreakUpdatedEvent",
    "TriviaAnsweredEvent",
    "UnknownEventTypeError",
    "UserActivityDetectedEvent",
    "UserBannedEvent",
    "UserModeratedEvent",
    "UserMutedEvent",
    "UserProfileUpdatedEvent",
    "UserReferralCompletedEvent",
    "UserRegisteredEvent",
    "UserRoleChangedEvent",
    "UserSubscriptionChangedEvent",
    "UserSubscriptionExpiringEvent",
    "UserUnbannedEvent",
    "VipPlanChangedEvent",
    "WeekPassedEvent",
    "default_factory",
]
