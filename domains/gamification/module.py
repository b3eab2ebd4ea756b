"""The gamification module, assembled."""

from __future__ import annotations

from dataclasses import dataclass

from domains.core import (
    AchievementsReviewedEvent,
    AchievementUnlockedEvent,
    BaseEvent,
    DailyGiftClaimedEvent,
    DiceThrownEvent,
    DuelFinishedEvent,
    Kernel,
    LevelReachedEvent,
    MissionAssignedEvent,
    MissionCompletedEvent,
    MissionProgressedEvent,
    PointsAdjustedEvent,
    PointsAdjustmentRefusedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    PointsReservedEvent,
    ReferralRewardedEvent,
    ReferralsHeldEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    StreakUpdatedEvent,
    Subscription,
    TriviaAnsweredEvent,
)
from domains.core.events import default_factory
from domains.gamification.achievements.model import Catalogue
from domains.gamification.achievements.service import Achievements
from domains.gamification.achievements.subscribers import COUNTING, AchievementSubscribers
from domains.gamification.adjustments.subscribers import Adjustments
from domains.gamification.backfill.repository import Past
from domains.gamification.backfill.service import Backfill
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.content.missions import MISSIONS
from domains.gamification.content.questions import bank
from domains.gamification.dice.repository import Throws
from domains.gamification.dice.service import DiceService
from domains.gamification.duels.service import DuelService
from domains.gamification.games.repository import Wagers
from domains.gamification.games.subscribers import GameSubscribers
from domains.gamification.gift.repository import Gifts
from domains.gamification.gift.service import GiftService
from domains.gamification.missions.repository import Assignments as MissionRows
from domains.gamification.missions.service import Missions
from domains.gamification.missions.subscribers import MissionSubscribers
from domains.gamification.players.model import EmptyShelf, Shelf
from domains.gamification.players.repository import Players
from domains.gamification.players.subscribers import PlayerSubscribers
from domains.gamification.points.service import Points
from domains.gamification.prizes.service import NoThings, Prizes
from domains.gamification.referrals.service import ReferralService
from domains.gamification.referrals.subscribers import ReferralSubscribers
from domains.gamification.reservations.service import Reservations
from domains.gamification.reservations.subscribers import ReservationSubscribers
from domains.gamification.rewards.service import Rewards
from domains.gamification.rotation.service import Rotation
from domains.gamification.rules.model import GameRules
from domains.gamification.rules.service import Rulebook
from domains.gamification.service import GamificationService, Room
from domains.gamification.settling.service import Settling
from domains.gamification.streaks.service import Streaks
from domains.gamification.subscribers import Subscribers
from domains.gamification.trivia.repository import Questions
from domains.gamification.trivia.service import TriviaService

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
    MissionAssignedEvent,
    MissionProgressedEvent,
    MissionCompletedEvent,
    DailyGiftClaimedEvent,
    TriviaAnsweredEvent,
    DiceThrownEvent,
    DuelFinishedEvent,
    ReferralRewardedEvent,
    ReferralsHeldEvent,
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
    missions: Missions
    gifts: GiftService
    trivia: TriviaService
    dice: DiceService
    duels: DuelService
    referrals: ReferralService
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES


def build(
    kernel: Kernel,
    rules: GameRules | None = None,
    catalogue: Catalogue = CATALOGUE,
    shelf: Shelf | None = None,
    prizes: Prizes | None = None,
) -> GamificationModule:
    """Assemble the module from the numbers and the achievements of the game.

    `shelf` knows the chapters there are, `prizes` hands out what is no besitos.
    """
    book = Rulebook(rules)
    points, streaks = Points(), Streaks()
    rewards = Rewards(book, points, streaks)
    achievements = Achievements(catalogue, rewards)
    goals = _goals(kernel, book, points, rewards, shelf or EmptyShelf())
    return GamificationModule(
        service=GamificationService(kernel.uow, book, points, streaks, achievements, goals.rooms),
        points=points,
        rewards=rewards,
        backfill=Backfill(
            kernel.uow, kernel.clock, achievements, Past(default_factory(), COUNTING)
        ),
        missions=goals.missions,
        gifts=GiftService(kernel.uow, book, rewards, prizes or NoThings()),
        trivia=goals.trivia,
        dice=goals.dice,
        duels=goals.duels,
        referrals=goals.referrals,
        subscriptions=(
            *Subscribers(book, streaks, rewards).subscriptions,
            *AchievementSubscribers(achievements).subscriptions,
            *goals.subscriptions,
            *Adjustments(points).subscriptions,
            *ReservationSubscribers(Reservations()).subscriptions,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Goals:
    """What there is to do and to play."""

    missions: Missions
    trivia: TriviaService
    dice: DiceService
    duels: DuelService
    referrals: ReferralService
    rooms: tuple[Room, ...]
    subscriptions: tuple[Subscription, ...]


def _goals(
    kernel: Kernel, book: Rulebook, points: Points, rewards: Rewards, shelf: Shelf
) -> _Goals:
    uow, questions = kernel.uow, bank()
    rotation = Rotation(book, MISSIONS, shelf)
    missions = Missions(uow, book, points, rewards, rotation)
    trivia = TriviaService(uow, book, rewards, questions)
    dice = DiceService(uow, book, points, rewards)
    duels = DuelService(uow, book, questions, trivia, Settling(book, rewards))
    referrals = ReferralService(uow, book, rewards)
    kept = (Players(), MissionRows(), Gifts(), Questions(), Throws(), Wagers())
    return _Goals(
        missions=missions,
        trivia=trivia,
        dice=dice,
        duels=duels,
        referrals=referrals,
        # What a duel gives back is answered by its questions: they are forgotten after it.
        rooms=(duels, referrals, *kept),
        subscriptions=(
            *PlayerSubscribers().subscriptions,
            *MissionSubscribers(rotation, missions).subscriptions,
            *GameSubscribers(dice, duels).subscriptions,
            *ReferralSubscribers(referrals).subscriptions,
        ),
    )
