"""What the gamification module publishes about progress: levels, streaks, goals, ranks."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from domains.core.events.base import BaseEvent, Code, Count, Occasion, Priority, Total, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority

Rank = Annotated[int, Field(ge=1, lt=2**31)]
"""A place on a board; the first is 1."""

Goal = Annotated[int, Field(ge=1, lt=2**31)]
"""How often something is to be done, or has been."""


class LevelReachedEvent(BaseEvent):
    """A level was crossed. A jump over several levels gives one event for each, in order."""

    event_type: ClassVar[str] = EventType.LEVEL_REACHED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    level: int = Field(ge=2, le=1_000)
    lifetime_xp: Total


class AchievementUnlockedEvent(BaseEvent):
    """A tier of an achievement was unlocked, once and for ever. Tiers count from 1."""

    event_type: ClassVar[str] = EventType.ACHIEVEMENT_UNLOCKED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    achievement_id: Code
    achievement_name: str = Field(default="", max_length=128)
    achievement_category: Code = "milestone"
    tier: int = Field(default=1, ge=1, le=100)
    points_reward: Total = 0
    unlock_timestamp: AwareDatetime | None = None
    is_silent: bool = False
    """Found in the past: the player is told of all such at once, elsewhere."""


class StreakUpdatedEvent(BaseEvent):
    """A streak grew, began anew or broke."""

    event_type: ClassVar[str] = EventType.STREAK_UPDATED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    previous_streak: Count
    current_streak: Count
    streak_type: Code = "daily"
    is_broken: bool = False
    streak_bonus_earned: Total = 0


class LeaderboardUpdatedEvent(BaseEvent):
    """A player's rank on a board moved. Ranks count from 1; None before the first rank."""

    event_type: ClassVar[str] = EventType.LEADERBOARD_UPDATED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.LOW

    user_id: UserId
    board: Code
    previous_rank: Rank | None = None
    new_rank: Rank
    score: Total


class SeasonClosedEvent(BaseEvent):
    """A season is over and its ranks are final."""

    event_type: ClassVar[str] = EventType.SEASON_CLOSED
    source_service: ClassVar[str] = "gamification"
    key_field: ClassVar[str] = "season_id"
    priority: Priority = EventPriority.HIGH

    season_id: Code
    started_at: AwareDatetime
    ended_at: AwareDatetime
    participants: Count


class MissionAssignedEvent(BaseEvent):
    """A player has a mission to do."""

    event_type: ClassVar[str] = EventType.MISSION_ASSIGNED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    mission_id: Code
    occasion: Occasion
    """Which time: the day or week of a mission that comes again."""
    goal: Goal
    expires_at: AwareDatetime | None = None


class MissionProgressedEvent(BaseEvent):
    """A player came closer to a mission's goal."""

    event_type: ClassVar[str] = EventType.MISSION_PROGRESSED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.LOW

    user_id: UserId
    mission_id: Code
    occasion: Occasion
    progress: Goal
    goal: Goal


class MissionCompletedEvent(BaseEvent):
    """A player reached a mission's goal."""

    event_type: ClassVar[str] = EventType.MISSION_COMPLETED
    source_service: ClassVar[str] = "gamification"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    mission_id: Code
    occasion: Occasion
    points_reward: Total = 0
    goal: Goal = 1


class DailyGiftClaimedEvent(BaseEvent):
    """A player took the gift of the day."""

    event_type: ClassVar[str] = EventType.DAILY_GIFT_CLAIMED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    day: date
    """The player's local day."""
    gift_id: Code
    points_amount: Total = 0


class TriviaAnsweredEvent(BaseEvent):
    """A player answered a question. The first answer to an occasion is the one that counts."""

    event_type: ClassVar[str] = EventType.TRIVIA_ANSWERED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    question_id: Code
    occasion: Occasion
    difficulty: Code
    is_correct: bool
    seconds: float = Field(ge=0)
    """From the question shown to the answer, by our clock."""
    points_reward: Total = 0
