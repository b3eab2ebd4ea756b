"""The five modules, and who answers whose questions. Wired here, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.market import MarketKeeper
from bot.settings import Settings
from bot.staff import StaffBook, StaffBounds
from domains.admin import module as admin
from domains.admin.authors.service import AuthorDesk
from domains.admin.honours.service import HonoursDesk
from domains.admin.invitations.service import InvitationsDesk
from domains.admin.market.service import MarketDesk
from domains.admin.mending.service import MendingDesk
from domains.admin.model import Actor, Wallet
from domains.admin.naming.service import NamingDesk
from domains.admin.pending.service import SecondOpinions
from domains.admin.reviews.service import ReviewsDesk
from domains.admin.rules.service import RulesDesk
from domains.core import (
    BaseEvent,
    ErrorOccurredEvent,
    Kernel,
    ServiceStartedEvent,
    ServiceStoppedEvent,
    Subscription,
    Transaction,
    published,
)
from domains.core.events import UserBannedEvent, UserUnbannedEvent
from domains.diana import module as diana
from domains.gamification import module as gamification
from domains.gamification.service import GamificationService
from domains.narrative import module as narrative
from domains.narrative.authoring.drafts.model import Action, Author
from domains.narrative.contents.service import Contents
from domains.user import module as user
from domains.user.model import FREE, Preferences

PUBLISHES: tuple[type[BaseEvent], ...] = (
    ServiceStartedEvent,
    ServiceStoppedEvent,
    ErrorOccurredEvent,
)
"""What the bot itself publishes."""


@dataclass(frozen=True, slots=True)
class Modules:
    """Everything behind the door."""

    user: user.UserModule
    gamification: gamification.GamificationModule
    narrative: narrative.NarrativeModule
    admin: admin.AdminModule
    diana: diana.DianaModule
    rules_desk: RulesDesk
    reviews_desk: ReviewsDesk
    market_desk: MarketDesk
    second_opinions: SecondOpinions
    honours_desk: HonoursDesk
    mending_desk: MendingDesk
    naming_desk: NamingDesk
    invitations_desk: InvitationsDesk

    @classmethod
    def build(cls, kernel: Kernel, settings: Settings) -> Modules:
        """Build every module on one kernel; decide who answers whose questions."""
        preferences = Preferences(
            default_language=settings.default_language, default_timezone=settings.default_timezone
        )
        people = user.build(kernel, preferences, settings.owner_ids)
        tale = narrative.build(kernel, rights=StoryRights(AuthorDesk(people.users)))
        game = gamification.build(kernel, shelf=StoryShelf(tale.contents))
        wallets = GamificationWallets(game.service)
        return cls(
            user=people,
            gamification=game,
            narrative=tale,
            admin=admin.build(kernel, people.users, wallets, StaffBounds(game.book)),
            diana=diana.build(kernel),
            rules_desk=admin.build_rules_desk(kernel, people.users, game.rules),
            reviews_desk=admin.build_reviews_desk(kernel, people.users, game.reviews),
            market_desk=admin.market_desk(kernel, people.users, MarketKeeper(game.market)),
            second_opinions=admin.build_second_opinions(
                kernel, people.users, wallets, StaffBook(game.bookings)
            ),
            honours_desk=admin.build_honours_desk(kernel, people.users, game.achievements),
            mending_desk=admin.build_mending_desk(kernel, people.users, game.care),
            naming_desk=admin.build_naming_desk(kernel, people.users, game.boards.aliases),
            invitations_desk=admin.build_invitations_desk(
                kernel, people.users, game.goals.referrals
            ),
        )

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the modules want to hear of one another."""
        return (
            *self.user.subscriptions,
            *self.gamification.subscriptions,
            *(self.gamification.of_bans if self._publishes_bans else ()),
            *self.narrative.subscriptions,
            *self.admin.subscriptions,
            *self.second_opinions.subscriptions,
            *self.diana.subscriptions,
        )

    @property
    def _publishes_bans(self) -> bool:
        """The game waits for nothing that nobody says: it hears of bans once admin bans."""
        return {UserBannedEvent, UserUnbannedEvent} <= set(self.admin.publishes)

    @property
    def publications(self) -> dict[str, tuple[type[BaseEvent], ...]]:
        """What each part of the program publishes."""
        return {
            "core": published.PUBLISHES,
            "bot": PUBLISHES,
            "user": self.user.publishes,
            "gamification": self.gamification.publishes,
            "narrative": self.narrative.publishes,
            "admin": self.admin.publishes,
            "diana": self.diana.publishes,
        }

    @property
    def offers(self) -> dict[str, object]:
        """What handlers may ask for by parameter name."""
        return {
            "users": self.user.users,
            "gamification": self.gamification.service,
            "leaderboards": self.gamification.boards.leaderboards,
            "aliases": self.gamification.boards.aliases,
            "leagues": self.gamification.boards.leagues,
            "narrative": self.narrative.service,
            "contents": self.narrative.contents,
            "missions": self.gamification.goals.missions,
            "gifts": self.gamification.goals.gifts,
            "trivia": self.gamification.goals.trivia,
            "dice": self.gamification.goals.dice,
            "duels": self.gamification.goals.duels,
            "referrals": self.gamification.goals.referrals,
            "shelf": self.narrative.shelf,
            "versions": self.narrative.versions,
            "diana": self.diana.diana,
            "admin": self.admin.admin,
            "grants": self.admin.grants,
            "upkeep": self.admin.upkeep,
            "purses": self.gamification.purses,
            "care": self.gamification.care,
            "rules": self.gamification.rules,
            "rules_desk": self.rules_desk,
            "reviews_desk": self.reviews_desk,
            "market": self.gamification.market,
            "market_desk": self.market_desk,
            "second_opinions": self.second_opinions,
            "honours_desk": self.honours_desk,
            "mending_desk": self.mending_desk,
            "naming_desk": self.naming_desk,
            "invitations_desk": self.invitations_desk,
            "drafts": self.narrative.drafts,
            "releases": self.narrative.releases,
            "statistics": self.narrative.statistics,
        }


class StoryRights:
    """Answers the narrative module's question about who may write stories."""

    def __init__(self, desk: AuthorDesk) -> None:
        self._desk = desk

    async def check(self, author: Author) -> None:
        """Raises NotAllowedError."""
        await self._desk.check(Actor(author.id, author.role))

    async def record(
        self, tx: Transaction, author: Author, action: Action, details: Mapping[str, str]
    ) -> None:
        """The audit keeps it."""
        await self._desk.record(tx, Actor(author.id, author.role), action.value, details)


class GamificationWallets:
    """Answers the admin module's question about what somebody owns."""

    def __init__(self, service: GamificationService) -> None:
        self._service = service

    async def wallet_of(self, user_id: int) -> Wallet:
        """What the profile shows, in three numbers."""
        profile = await self._service.profile(user_id)
        return Wallet(profile.balance, profile.level, profile.streak)


class StoryShelf:
    """Answers the gamification module's question about what there is to read."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def chapters(self, plan: str) -> frozenset[str]:
        """Everything for whoever has a plan; what is free for others."""
        return frozenset(
            chapter
            for chapter, is_vip in self._contents.chapters().items()
            if plan != FREE or not is_vip
        )
