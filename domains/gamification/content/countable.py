"""The events that achievements and missions may count, and the statistics they may watch.

Only what the house really publishes: a counter that never moves is a promise broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domains.core.events import (
    AchievementUnlockedEvent,
    BaseEvent,
    CharacterInteractionEvent,
    ClueFoundEvent,
    DailyGiftClaimedEvent,
    DiceThrownEvent,
    DuelFinishedEvent,
    LevelReachedEvent,
    MissionCompletedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    ReferralRewardedEvent,
    StoryAchievementEarnedEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
    StreakUpdatedEvent,
    TriviaAnsweredEvent,
    UserActivityDetectedEvent,
    UserSubscriptionChangedEvent,
)

COUNTABLE: Final[Mapping[str, type[BaseEvent]]] = {
    event.event_type: event
    for event in (
        AchievementUnlockedEvent,
        CharacterInteractionEvent,
        ClueFoundEvent,
        DailyGiftClaimedEvent,
        DiceThrownEvent,
        DuelFinishedEvent,
        LevelReachedEvent,
        MissionCompletedEvent,
        PointsAwardedEvent,
        PointsDeductedEvent,
        ReferralRewardedEvent,
        StoryAchievementEarnedEvent,
        StoryChapterCompletedEvent,
        StoryChapterStartedEvent,
        StoryDecisionMadeEvent,
        StreakUpdatedEvent,
        TriviaAnsweredEvent,
        UserActivityDetectedEvent,
        UserSubscriptionChangedEvent,
    )
}
"""Each is about one player, who is its key."""

STATS: Final[Mapping[str, tuple[type[BaseEvent], str]]] = {
    "balance": (PointsAwardedEvent, "total_points_after"),
    "level": (LevelReachedEvent, "level"),
    "xp": (LevelReachedEvent, "lifetime_xp"),
}
"""Values to watch: the event that tells them, and its field."""
