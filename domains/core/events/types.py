"""Wire names of events: `<module>.<noun>.<past verb>`. Names never change once published."""

from __future__ import annotations

from typing import Final


class EventType:
    """Every event type that exists, by the constant that code uses for it."""

    POINTS_AWARDED: Final = "gamification.points.awarded"
    POINTS_DEDUCTED: Final = "gamification.points.deducted"
    ACHIEVEMENT_UNLOCKED: Final = "gamification.achievement.unlocked"
    STREAK_UPDATED: Final = "gamification.streak.updated"
    LEVEL_REACHED: Final = "gamification.level.reached"

    CHAPTER_STARTED: Final = "narrative.chapter.started"
    CHAPTER_COMPLETED: Final = "narrative.chapter.completed"
    DECISION_MADE: Final = "narrative.decision.made"
    CHARACTER_INTERACTION: Final = "narrative.character.interaction"
    PROGRESS_UPDATED: Final = "narrative.progress.updated"
    CLUE_FOUND: Final = "narrative.clue.found"

    USER_REGISTERED: Final = "user.registered"
    USER_PROFILE_UPDATED: Final = "user.profile.updated"
    USER_SUBSCRIPTION_CHANGED: Final = "user.subscription.changed"
    USER_ACTIVITY_DETECTED: Final = "user.activity.detected"
    USER_ROLE_CHANGED: Final = "user.role.changed"

    ADMIN_ACTION_PERFORMED: Final = "admin.action.performed"
    POINTS_ADJUSTMENT_REQUESTED: Final = "admin.points.adjustment_requested"

    SERVICE_STARTED: Final = "system.service.started"
    SERVICE_STOPPED: Final = "system.service.stopped"
    ERROR_OCCURRED: Final = "system.error.occurred"
