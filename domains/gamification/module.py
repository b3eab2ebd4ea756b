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
from domains.core.events import (
    AccountFrozenEvent,
    AccountThawedEvent,
    PointsFlaggedEvent,
    PointsReviewedEvent,
    default_factory,
)
from domains.gamification.achievements.model import Catalogue
from domains.gamification.achievements.service import Achievements
from domains.gamification.achievements.subscribers import (
    COUNTING,
    AchievementSubscribers,
)
from domains.gamification.adjustments.subscribers import Adjustments
from domains.gamification.audits.service import Audits
from domains.gamification.backfill.repository import Past
from domains.gamification.backfill.service import Backfill
from domains.gamification.bounds.service import Bounds
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
from domains.gamification.milestones.service import Milestones
from domains.gamification.missions.repository import Assignments as MissionRows
from domains.gamification.missions.service import Missions
from domains.gamification.missions.subscribers import MissionSubscribers
from domains.gamification.players.model import (
    EmptyShelf,
    Shelf,
)
from domains.gamification.players.repository import Players
from domains.gamification.players.subscribers import PlayerSubscribers
from domains.gamification.points.service import Points
from domains.gamification.prizes.service import (
    NoThings,
    Prizes,
)
from domains.gamification.purse.service import PurseService
from domains.gamification.referrals.service import ReferralService
from domains.gamification.referrals.subscribers import ReferralSubscribers
from domains.gamification.reservations.service import Reservations
from domains.gamification.reservations.subscribers import ReservationSubscribers
from domains.gamification.reversals.service import Reversals
from domains.gamification.reviews.service import Reviews
from domains.gamification.rewards.service import Rewards
from domains.gamification.rotation.service import Rotation
from domains.gamification.rules.changes.service import RuleKeeper
from domains.gamification.rules.model import GameRules
from domains.gamification.rules.service import Rulebook
from domains.gamification.service import (
    GamificationService,
    Room,
)
from domains.gamification.settling.service import Settling
from domains.gamification.streaks.care.service import (
    FreezesOfPlans,
    StreakCare,
)
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
    AchievementsReviewedEvent,
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
class Goals:
    """What there is to do and to play."""

    backfill: Backfill
    missions: Missions
    gifts: GiftService
    trivia: TriviaService
    dice: DiceService
    duels: DuelService
    referrals: ReferralService
    rooms: tuple[Room, ...]
    subscriptions: tuple[Subscription, ...]


@dataclass(frozen=True, slots=True)
class GamificationModule:
    """Hears what players do, pays for it, and answers what they own.

    `service`, `purses` and `care` open their own transactions; the others work inside
    the caller's.
    Call `service.settle_streaks()` now and then so that broken streaks are announced, and let
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
    goals: Goals
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
    points, streaks = Points(book), Streaks(book)
    rewards = Rewards(book, points, streaks)
    achievements = Achievements(catalogue, rewards)
    keeper, audits = RuleKeeper(kernel.uow, book), Audits(kernel.uow, kernel.clock)
    reversals = Reversals(points, Bounds(book))
    reviews, milestones = Reviews(rewards, reversals), Milestones(book, rewards)
    plans = FreezesOfPlans(book, streaks)
    tools = _Tools(kernel, book, points, rewards, achievements)
    goals = _goals(tools, shelf or EmptyShelf(), prizes or NoThings())
    upkeep = (*audits.subscriptions, *reviews.subscriptions, *keeper.subscriptions)
    return GamificationModule(
        service=GamificationService(
            kernel.uow, book, points, streaks, achievements, audits, goals.rooms
        ),
        points=points,
        rewards=rewards,
        streaks=streaks,
        reversals=reversals,
        reviews=reviews,
        purses=PurseService(kernel.uow, book),
        milestones=milestones,
        rules=keeper,
        care=StreakCare(kernel.uow, book, points, streaks, milestones),
        goals=goals,
        subscriptions=(
            *Subscribers(book, streaks, rewards, milestones, plans).subscriptions,
            *goals.subscriptions,
            *Adjustments(points).subscriptions,
            *ReservationSubscribers(Reservations(book)).subscriptions,
            *upkeep,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Tools:
    """What goals and games work with."""

    kernel: Kernel
    book: Rulebook
    points: Points
    rewards: Rewards
    achievements: Achievements


def _goals(tools: _Tools, shelf: Shelf, prizes: Prizes) -> Goals:
    kernel, book, points, rewards = tools.kernel, tools.book, tools.points, tools.rewards
    uow, questions, past = kernel.uow, bank(), Past(default_factory(), COUNTING)
    rotation = Rotation(book, MISSIONS, shelf)
    missions = Missions(uow, book, points, rewards, rotation)
    trivia = TriviaService(uow, book, rewards, questions)
    dice = DiceService(uow, book, points, rewards)
    duels = DuelService(uow, book, questions, trivia, Settling(book, rewards))
    referrals = ReferralService(uow, book, rewards)
    kept = (Players(), MissionRows(), Gifts(), Questions(), Throws(), Wagers())
    return Goals(
        backfill=Backfill(uow, kernel.clock, tools.achievements, past),
        missions=missions,
        gifts=GiftService(uow, book, rewards, prizes),
        trivia=trivia,
        dice=dice,
        duels=duels,
        referrals=referrals,
        # What a duel gives back is answered by its questions: they are forgotten after it.
        rooms=(duels, referrals, *kept),
        subscriptions=(
            *AchievementSubscribers(tools.achievements).subscriptions,
            *PlayerSubscribers().subscriptions,
            *MissionSubscribers(rotation, missions).subscriptions,
            *GameSubscribers(dice, duels).subscriptions,
            *ReferralSubscribers(referrals).subscriptions,
        ),
    )
