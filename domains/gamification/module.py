"""The gamification module, assembled."""

from __future__ import annotations

from dataclasses import dataclass

from domains.core import (
    AchievementsReviewedEvent,
    AchievementUnlockedEvent,
    BaseEvent,
    Kernel,
    LevelReachedEvent,
    PointsAdjustedEvent,
    PointsAdjustmentRefusedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    StreakUpdatedEvent,
    Subscription,
)
from domains.core.events import default_factory
from domains.gamification.achievements.model import Catalogue
from domains.gamification.achievements.service import Achievements
from domains.gamification.achievements.subscribers import COUNTING, AchievementSubscribers
from domains.gamification.adjustments.subscribers import Adjustments
from domains.gamification.backfill.repository import Past
from domains.gamification.backfill.service import Backfill
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.points.service import Points
from domains.gamification.reservations.service import Reservations
from domains.gamification.reservations.subscribers import ReservationSubscribers
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.model import GameRules
from domains.gamification.rules.service import Rulebook
from domains.gamification.service import GamificationService
from domains.gamification.streaks.service import Streaks
from domains.gamification.subscribers import Subscribers

PUBLISHES: tuple[type[BaseEvent], ...] = (
    PointsAwardedEvent,
    PointsDeductedEvent,
    LevelReachedEvent,
    StreakUpdatedEvent,
    AchievementUnlockedEvent,
    AchievementsReviewedEvent,
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    PointsAdjustedEvent,
    PointsAdjustmentRefusedEvent,
)


@dataclass(frozen=True, slots=True)
class GamificationModule:
    """Hears what players do, pays for it, and answers what they own.

    `points` and `rewards` work inside a caller's transaction; `service` opens its own.
    Call `service.settle_streaks()` now and then so that broken streaks are announced, and let
    `backfill.work()` run.
    """

    service: GamificationService
    points: Points
    rewards: Rewards
    backfill: Backfill
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES


def build(
    kernel: Kernel, rules: GameRules | None = None, catalogue: Catalogue = CATALOGUE
) -> GamificationModule:
    """Assemble the module from the numbers and the achievements of the game."""
    book = Rulebook(rules)
    points, streaks = Points(), Streaks()
    rewards = Rewards(book, points, streaks)
    achievements = Achievements(catalogue, rewards)
    return GamificationModule(
        service=GamificationService(kernel.uow, book, points, streaks, achievements),
        points=points,
        rewards=rewards,
        backfill=Backfill(
            kernel.uow, kernel.clock, achievements, Past(default_factory(), COUNTING)
        ),
        subscriptions=(
            *Subscribers(book, streaks, rewards).subscriptions,
            *AchievementSubscribers(achievements).subscriptions,
            *Adjustments(points).subscriptions,
            *ReservationSubscribers(Reservations()).subscriptions,
        ),
    )
