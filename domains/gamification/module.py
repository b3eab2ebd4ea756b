"""The gamification module, assembled."""

from __future__ import annotations

from dataclasses import dataclass

from domains.core import (
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
from domains.core.events import (
    AccountFrozenEvent,
    AccountThawedEvent,
    PointsFlaggedEvent,
    PointsReviewedEvent,
)
from domains.gamification.achievements.model import Catalogue
from domains.gamification.achievements.service import Achievements
from domains.gamification.adjustments.subscribers import Adjustments
from domains.gamification.audits.service import Audits
from domains.gamification.boards.service import BOARD_EVENTS, Boards
from domains.gamification.bounds.service import Bounds
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.market.service import MARKET_EVENTS, Market
from domains.gamification.milestones.service import Milestones
from domains.gamification.points.service import Points
from domains.gamification.purse.service import PurseService
from domains.gamification.reservations.service import Reservations
from domains.gamification.reservations.subscribers import ReservationSubscribers
from domains.gamification.reversals.service import Reversals
from domains.gamification.reviews.service import Reviews
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.changes.service import RuleKeeper
from domains.gamification.rules.model import GameRules
from domains.gamification.rules.service import Rulebook
from domains.gamification.service import GamificationService
from domains.gamification.streaks.care.service import FreezesOfPlans, StreakCare
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
    PointsFlaggedEvent,
    PointsReviewedEvent,
    AccountFrozenEvent,
    AccountThawedEvent,
    *BOARD_EVENTS,
    *MARKET_EVENTS,
)


@dataclass(frozen=True, slots=True)
class GamificationModule:
    """Hears what players do, pays for it, and answers what they own.

    `service`, `purses` and `care` open their own transactions; the others work inside
    the caller's.
    Call `service.settle_streaks()` now and then so that broken streaks are announced.
    """

    service: GamificationService
    points: Points
    rewards: Rewards
    streaks: Streaks
    reversals: Reversals
    reviews: Reviews
    purses: PurseService
    care: StreakCare
    rules: RuleKeeper
    milestones: Milestones
    book: Rulebook
    boards: Boards
    market: Market
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES


def build(
    kernel: Kernel, rules: GameRules | None = None, catalogue: Catalogue = CATALOGUE
) -> GamificationModule:
    """Assemble the module from the numbers and the achievements of the game."""
    book = Rulebook(rules)
    keeper = RuleKeeper(kernel.uow, book)
    points, streaks = Points(book), Streaks(book)
    rewards = Rewards(book, points, streaks)
    achievements = Achievements(catalogue, rewards)
    audits = Audits(kernel.uow, kernel.clock)
    reversals = Reversals(points, Bounds(book))
    reviews = Reviews(rewards, reversals)
    milestones = Milestones(book, rewards)
    plans = FreezesOfPlans(book, streaks)
    boards = Boards.build(kernel.uow, book, rewards)
    market = Market.build(kernel.uow, book, points, rewards, streaks)
    return GamificationModule(
        service=GamificationService(kernel.uow, book, points, streaks, achievements, audits),
        points=points,
        rewards=rewards,
        streaks=streaks,
        reversals=reversals,
        reviews=reviews,
        purses=PurseService(kernel.uow, book),
        milestones=milestones,
        rules=keeper,
        care=StreakCare(kernel.uow, book, points, streaks, milestones),
        book=book,
        boards=boards,
        market=market,
        subscriptions=(
            *Subscribers(book, streaks, rewards, achievements, milestones, plans).subscriptions,
            *Adjustments(points).subscriptions,
            *ReservationSubscribers(Reservations(book)).subscriptions,
            *audits.subscriptions,
            *reviews.subscriptions,
            *keeper.subscriptions,
            *boards.subscriptions,
            *market.subscriptions,
        ),
    )
