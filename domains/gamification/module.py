"""The gamification module, assembled."""

from __future__ import annotations

from dataclasses import dataclass

from domains.core import (
    AchievementUnlockedEvent,
    BaseEvent,
    BoardScoreChangedEvent,
    Kernel,
    LeaderboardUpdatedEvent,
    LeagueJoinedEvent,
    LevelReachedEvent,
    PointsAdjustedEvent,
    PointsAdjustmentRefusedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    SeasonClosedEvent,
    StreakEndangeredEvent,
    StreakUpdatedEvent,
    Subscription,
)
from domains.gamification.achievements.model import Catalogue
from domains.gamification.achievements.service import Achievements
from domains.gamification.adjustments.subscribers import Adjustments
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.leaderboards.archive.service import Archive
from domains.gamification.leaderboards.service import Leaderboards, Scoring
from domains.gamification.leaderboards.subscribers import LeaderboardSubscribers
from domains.gamification.leagues.service import Leagues
from domains.gamification.leagues.subscribers import LeagueSubscribers
from domains.gamification.points.service import Points
from domains.gamification.reminders.service import Reminders
from domains.gamification.reminders.subscribers import ReminderSubscribers
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
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    PointsAdjustedEvent,
    PointsAdjustmentRefusedEvent,
    BoardScoreChangedEvent,
    LeaderboardUpdatedEvent,
    LeagueJoinedEvent,
    SeasonClosedEvent,
    StreakEndangeredEvent,
)


@dataclass(frozen=True, slots=True)
class GamificationModule:
    """Hears what players do, pays for it, and answers what they own.

    `points` and `rewards` work inside a caller's transaction; `service` opens its own.
    Call `service.settle_streaks()` now and then so that broken streaks are announced.
    """

    service: GamificationService
    points: Points
    rewards: Rewards
    leaderboards: Leaderboards
    leagues: Leagues
    reminders: Reminders
    book: Rulebook
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
    scoring, leagues = Scoring(), Leagues(kernel.uow, book)
    archive, reminders = Archive(kernel.uow, book, rewards), Reminders(kernel.uow)
    return GamificationModule(
        service=GamificationService(kernel.uow, book, points, streaks, achievements),
        points=points,
        rewards=rewards,
        leaderboards=Leaderboards(kernel.uow, scoring),
        leagues=leagues,
        reminders=reminders,
        book=book,
        subscriptions=(
            *Subscribers(book, streaks, rewards, achievements).subscriptions,
            *Adjustments(points).subscriptions,
            *ReservationSubscribers(Reservations()).subscriptions,
            *LeaderboardSubscribers(scoring, archive).subscriptions,
            *LeagueSubscribers(leagues).subscriptions,
            *ReminderSubscribers(reminders).subscriptions,
        ),
    )
