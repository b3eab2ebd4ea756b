"""The five modules, and who answers whose questions. Wired here, by hand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.market import MarketKeeper
from bot.settings import Settings
from domains.admin import module as admin
from domains.admin.market.service import MarketDesk
from domains.admin.model import Wallet
from domains.admin.reviews.service import ReviewsDesk
from domains.admin.rules.service import RulesDesk
from domains.core import (
    BaseEvent,
    ErrorOccurredEvent,
    Kernel,
    ServiceStartedEvent,
    ServiceStoppedEvent,
    Subscription,
    published,
)
from domains.diana import module as diana
from domains.gamification import module as gamification
from domains.gamification.service import GamificationService
from domains.narrative import module as narrative
from domains.narrative.service import NarrativeService
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

    @classmethod
    def build(cls, kernel: Kernel, settings: Settings) -> Modules:
        """Build every module on one kernel; decide who answers whose questions."""
        preferences = Preferences(
            default_language=settings.default_language, default_timezone=settings.default_timezone
        )
        people = user.build(kernel, preferences, settings.owner_ids)
        tale = narrative.build(kernel)
        game = gamification.build(kernel, shelf=StoryShelf(tale.service))
        return cls(
            user=people,
            gamification=game,
            narrative=tale,
            admin=admin.build(kernel, people.users, GamificationWallets(game.service)),
            diana=diana.build(kernel),
            rules_desk=admin.build_rules_desk(kernel, people.users, game.rules),
            reviews_desk=admin.build_reviews_desk(kernel, people.users, game.reviews),
            market_desk=admin.market_desk(kernel, people.users, MarketKeeper(game.market)),
        )

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the modules want to hear of one another."""
        return (
            *self.user.subscriptions,
            *self.gamification.subscriptions,
            *self.narrative.subscriptions,
            *self.admin.subscriptions,
            *self.diana.subscriptions,
        )

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
            "leagues": self.gamification.boards.leagues,
            "narrative": self.narrative.service,
            "missions": self.gamification.goals.missions,
            "gifts": self.gamification.goals.gifts,
            "trivia": self.gamification.goals.trivia,
            "dice": self.gamification.goals.dice,
            "duels": self.gamification.goals.duels,
            "referrals": self.gamification.goals.referrals,
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
        }


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

    def __init__(self, service: NarrativeService) -> None:
        self._chapters = service.chapters()

    def chapters(self, plan: str) -> frozenset[str]:
        """Everything for whoever has a plan; what is free for others."""
        return frozenset(
            chapter for chapter, is_vip in self._chapters.items() if plan != FREE or not is_vip
        )
