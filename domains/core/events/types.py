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
    POINTS_RESERVED: Final = "gamification.points.reserved"
    RESERVATION_CAPTURED: Final = "gamification.reservation.captured"
    RESERVATION_RELEASED: Final = "gamification.reservation.released"
    RESERVATION_REFUSED: Final = "gamification.reservation.refused"
    POINTS_ADJUSTMENT_REFUSED: Final = "gamification.points.adjustment_refused"

    CHAPTER_STARTED: Final = "narrative.chapter.started"
    CHAPTER_COMPLETED: Final = "narrative.chapter.completed"
    DECISION_MADE: Final = "narrative.decision.made"
    CHARACTER_INTERACTION: Final = "narrative.character.interaction"
    PROGRESS_UPDATED: Final = "narrative.progress.updated"
    CLUE_FOUND: Final = "narrative.clue.found"
    DECISION_COST_REQUESTED: Final = "narrative.decision.cost_requested"
    DECISION_COST_CONFIRMED: Final = "narrative.decision.cost_confirmed"
    DECISION_COST_WITHDRAWN: Final = "narrative.decision.cost_withdrawn"

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

    SAGA_STARTED: Final = "system.saga.started"
    SAGA_STEP_COMPLETED: Final = "system.saga.step_completed"
    SAGA_COMPLETED: Final = "system.saga.completed"
    SAGA_COMPENSATED: Final = "system.saga.compensated"
    SAGA_TIMED_OUT: Final = "system.saga.timed_out"

    HANDLER_FAILED: Final = "bus.handler.failed"
    EVENT_DEAD_LETTERED: Final = "bus.event.dead_lettered"
    BREAKER_OPENED: Final = "bus.breaker.opened"
    BREAKER_CLOSED: Final = "bus.breaker.closed"
    BUS_DEGRADED: Final = "bus.health.degraded"
    BUS_RECOVERED: Final = "bus.health.recovered"
    BROADCAST_GAP_DETECTED: Final = "bus.broadcast.gap_detected"

    HOUR_PASSED: Final = "time.hour.passed"
    DAY_PASSED: Final = "time.day.passed"
    WEEK_PASSED: Final = "time.week.passed"
