"""Boards, their archive, leagues and reminders on one foundation. Wired here, by hand."""

from __future__ import annotations

from dataclasses import dataclass

from domains.core import BaseEvent, Subscription, UnitOfWork
from domains.core.events import (
    BoardScoreChangedEvent,
    LeaderboardUpdatedEvent,
    LeagueJoinedEvent,
    SeasonClosedEvent,
    StreakEndangeredEvent,
)
from domains.gamification.aliases.service import Aliases
from domains.gamification.leaderboards.archive.service import Archive
from domains.gamification.leaderboards.service import Leaderboards, Scoring
from domains.gamification.leaderboards.subscribers import LeaderboardSubscribers
from domains.gamification.leagues.repository import Seats
from domains.gamification.leagues.service import Leagues
from domains.gamification.leagues.subscribers import LeagueSubscribers
from domains.gamification.reminders.service import Reminders
from domains.gamification.reminders.subscribers import ReminderSubscribers
from domains.gamification.rewards.service import Rewards
from domains.gamification.rooms.service import Room
from domains.gamification.rules.service import Rulebook

BOARD_EVENTS: tuple[type[BaseEvent], ...] = (
    BoardScoreChangedEvent,
    LeaderboardUpdatedEvent,
    LeagueJoinedEvent,
    SeasonClosedEvent,
    StreakEndangeredEvent,
)
"""What these rooms publish."""


@dataclass(frozen=True, slots=True)
class Boards:
    """Who is where, and whose streak is about to break. Each opens its own transactions."""

    leaderboards: Leaderboards
    aliases: Aliases
    scoring: Scoring
    leagues: Leagues
    reminders: Reminders
    rooms: tuple[Room, ...]
    subscriptions: tuple[Subscription, ...]

    @classmethod
    def build(cls, uow: UnitOfWork, book: Rulebook, rewards: Rewards) -> Boards:
        """Put the rooms together."""
        scoring, leagues = Scoring(), Leagues(uow, book)
        archive, reminders = Archive(uow, book, rewards), Reminders(uow)
        return cls(
            leaderboards=Leaderboards(uow, scoring),
            aliases=Aliases(uow, book),
            scoring=scoring,
            leagues=leagues,
            reminders=reminders,
            rooms=(scoring, Seats()),
            subscriptions=(
                *LeaderboardSubscribers(scoring, archive).subscriptions,
                *LeagueSubscribers(leagues).subscriptions,
                *ReminderSubscribers(reminders).subscriptions,
            ),
        )
