"""The gamification module, assembled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

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
    AchievementRevokedEvent,
    AliasResetEvent,
    PointsFlaggedEvent,
    PointsReviewedEvent,
    StreakMendedEvent,
)
from domains.gamification.achievements.model import Catalogue
from domains.gamification.achievements.service import Achievements
from domains.gamification.adjustments.service import Bookings
from domains.gamification.adjustments.subscribers import Adjustments
from domains.gamification.audits.service import Audits
from domains.gamification.bans.service import Bans
from domains.gamification.bans.subscribers import BanSubscribers
from domains.gamification.boards.service import BOARD_EVENTS, Boards
from domains.gamification.bounds.service import Bounds
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.goals.service import GOAL_EVENTS, Goals, Tools
from domains.gamification.market.service import MARKET_EVENTS, Market
from domains.gamification.milestones.service import Milestones
from domains.gamification.players.model import EmptyShelf, Shelf
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
    AchievementRevokedEvent,
    AliasResetEvent,
    StreakMendedEvent,
    *GOAL_EVENTS,
    *BOARD_EVENTS,
    *MARKET_EVENTS,
)


@dataclass(frozen=True, slots=True)
class GamificationModule:
    """Hears what players do, pays for it, and answers what they own.

    `service`, `purses`, `care`, `goals` and `boards` open their own transactions; the others
    work inside the caller's. `of_bans` are to be added where bans are published. Call
    `service.settle_streaks()` now and then so that broken streaks are announced, and let
    `goals.backfill.work()` run.
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
    goals: Goals
    boards: Boards
    market: Market
    bookings: Bookings
    achievements: Achievements
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES

    @property
    def of_bans(self) -> tuple[Subscription, ...]:
        """What is to be heard where bans are published."""
        bans = Bans(self.book, self.boards.scoring, self.reversals)
        return BanSubscribers(bans).subscriptions


def build(
    kernel: Kernel,
    rules: GameRules | None = None,
    catalogue: Catalogue = CATALOGUE,
    shelf: Shelf | None = None,
) -> GamificationModule:
    """Assemble the module from the numbers and the achievements of the game.

    `shelf` knows the chapters there are.
    """
    book = Rulebook(rules)
    points, streaks = Points(book), Streaks(book)
    rewards = Rewards(book, points)
    achievements = Achievements(catalogue, rewards)
    keeper, audits = RuleKeeper(kernel.uow, book), Audits(kernel.uow, kernel.clock)
    reversals, bookings = Reversals(points, Bounds(book)), Bookings(points)
    reviews, milestones = Reviews(rewards, reversals), Milestones(book, rewards)
    subscribers = Subscribers(book, streaks, rewards, milestones, FreezesOfPlans(book, streaks))
    market = Market.build(kernel.uow, book, points, rewards, streaks)
    tools = Tools(
        kernel, book, points, rewards, achievements, shelf or EmptyShelf(), market.prizes
    )
    goals, boards = Goals.build(tools), Boards.build(kernel.uow, book, rewards)
    asked = Adjustments(bookings), ReservationSubscribers(Reservations(book))
    rooms = (*goals.rooms, *boards.rooms, market)
    return GamificationModule(
        GamificationService(kernel.uow, book, points, streaks, achievements, audits, rooms),
        points,
        rewards,
        streaks,
        reversals,
        reviews,
        PurseService(kernel.uow, book),
        StreakCare(kernel.uow, book, points, streaks, milestones),
        keeper,
        milestones,
        book,
        goals,
        boards,
        market,
        bookings,
        achievements,
        tuple(_heard(subscribers, audits, reviews, keeper, *asked, goals, boards, market)),
    )


def _heard(*rooms: Hearing) -> Iterator[Subscription]:
    for room in rooms:
        yield from room.subscriptions


class Hearing(Protocol):
    """Whoever hears events."""

    @property
    def subscriptions(self) -> tuple[Subscription, ...]: ...
