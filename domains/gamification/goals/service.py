"""Missions, the gift, games and invitations on one foundation. Wired here, by hand."""

from __future__ import annotations

from dataclasses import dataclass

from domains.core import BaseEvent, Kernel, Subscription
from domains.core.events import (
    AchievementsReviewedEvent,
    DailyGiftClaimedEvent,
    DiceThrownEvent,
    DuelFinishedEvent,
    MissionAssignedEvent,
    MissionCompletedEvent,
    MissionProgressedEvent,
    ReferralReversedEvent,
    ReferralRewardedEvent,
    ReferralsHeldEvent,
    TriviaAnsweredEvent,
    default_factory,
)
from domains.gamification.achievements.service import Achievements
from domains.gamification.achievements.subscribers import COUNTING, AchievementSubscribers
from domains.gamification.backfill.repository import Past
from domains.gamification.backfill.service import Backfill
from domains.gamification.bans.repository import BanRows
from domains.gamification.content.missions import MISSIONS
from domains.gamification.content.questions import bank
from domains.gamification.dice.repository import Throws
from domains.gamification.dice.service import DiceService
from domains.gamification.duels.service import DuelService
from domains.gamification.games.repository import Wagers
from domains.gamification.games.subscribers import GameSubscribers
from domains.gamification.gift.repository import Gifts
from domains.gamification.gift.service import GiftService
from domains.gamification.missions.repository import Assignments
from domains.gamification.missions.service import Missions
from domains.gamification.missions.subscribers import MissionSubscribers
from domains.gamification.players.model import Shelf
from domains.gamification.players.repository import Players
from domains.gamification.players.subscribers import PlayerSubscribers
from domains.gamification.points.service import Points
from domains.gamification.prizes.service import Prizes
from domains.gamification.referrals.service import ReferralService
from domains.gamification.referrals.subscribers import ReferralSubscribers
from domains.gamification.rewards.service import Rewards
from domains.gamification.rooms.service import Room
from domains.gamification.rotation.service import Rotation
from domains.gamification.rules.service import Rulebook
from domains.gamification.settling.service import Settling
from domains.gamification.trivia.repository import Questions
from domains.gamification.trivia.service import TriviaService

GOAL_EVENTS: tuple[type[BaseEvent], ...] = (
    AchievementsReviewedEvent,
    MissionAssignedEvent,
    MissionProgressedEvent,
    MissionCompletedEvent,
    DailyGiftClaimedEvent,
    TriviaAnsweredEvent,
    DiceThrownEvent,
    DuelFinishedEvent,
    ReferralRewardedEvent,
    ReferralReversedEvent,
    ReferralsHeldEvent,
)
"""What these rooms publish."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What goals and games work with. `shelf` knows the chapters, `prizes` hands out things."""

    kernel: Kernel
    book: Rulebook
    points: Points
    rewards: Rewards
    achievements: Achievements
    shelf: Shelf
    prizes: Prizes


@dataclass(frozen=True, slots=True)
class Goals:
    """What there is to do and to play. Each opens its own transactions."""

    backfill: Backfill
    missions: Missions
    gifts: GiftService
    trivia: TriviaService
    dice: DiceService
    duels: DuelService
    referrals: ReferralService
    rooms: tuple[Room, ...]
    subscriptions: tuple[Subscription, ...]

    @classmethod
    def build(cls, tools: Tools) -> Goals:
        """Put the rooms together."""
        uow, book, points, rewards = tools.kernel.uow, tools.book, tools.points, tools.rewards
        rotation, questions = Rotation(book, MISSIONS, tools.shelf), bank()
        missions = Missions(uow, book, points, rewards, rotation)
        trivia = TriviaService(uow, book, rewards, questions)
        dice = DiceService(uow, book, points, rewards)
        duels = DuelService(uow, book, questions, trivia, Settling(book, rewards))
        referrals = ReferralService(uow, book, rewards)
        past = Past(default_factory(), COUNTING)
        kept = (BanRows(), Players(), Assignments(), Gifts(), Questions(), Throws(), Wagers())
        return cls(
            backfill=Backfill(uow, tools.kernel.clock, tools.achievements, past),
            missions=missions,
            gifts=GiftService(uow, book, rewards, tools.prizes),
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
