"""The composition root: settings in, a running app out. Modules are wired here, by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.types import Update

from bot import __version__
from bot.audience import Audience
from bot.bus import open_kernel
from bot.dialogs.repository import DialogStorage
from bot.dispatcher import build_dispatcher
from bot.features.auctions.subscribers import AuctionNotices, AuctionRefresh
from bot.features.clues.subscribers import ClueNotices
from bot.features.games.subscribers import DuelNotices
from bot.features.inventory.subscribers import GiftNotices
from bot.features.leaderboard.subscribers import LeagueNotices
from bot.features.missions.subscribers import MissionNotices
from bot.features.notifications.subscribers import ReminderNotices
from bot.features.profile.subscribers import ProfileRefresh
from bot.features.referrals.subscribers import ReferralNotices
from bot.features.rewards.subscribers import RewardNotices
from bot.features.shop.subscribers import ShopNotices
from bot.features.story.subscribers import DecisionNotices
from bot.gateway.limits import Limits
from bot.gateway.notifications import Notification, NotificationCenter
from bot.gateway.preferences.service import NotificationChoices
from bot.gateway.reachability import Reachability
from bot.gateway.session import open_bot
from bot.goals import AchievementGoals, Glances, ItemGoals, LevelGoals, StreakGoals
from bot.i18n import Translators
from bot.intake.service import Intake
from bot.leaderboards.redis_acceleration import accelerated
from bot.middlewares.errors import ErrorMiddleware
from bot.middlewares.person import PersonMiddleware
from bot.modules import Modules
from bot.notices import staff_notices
from bot.retention import LogRetention
from bot.settings import Settings
from bot.turn import TurnTools
from bot.ui.cards import Studio
from bot.ui.charts import Charts
from bot.ui.pacing import Pacer
from bot.ui.repository import Screens
from bot.ui.rewards import notice
from bot.ui.screen import Screen
from bot.ui.show import Announcer, ScreenPainter
from domains.core import (
    EventBusConfig,
    Kernel,
    ServiceStartedEvent,
    ServiceStoppedEvent,
)
from domains.core.bus.observer import Observer
from domains.core.clock import Clock, sleep
from domains.core.operations.retention import Retention
from domains.narrative.authoring.watch import FolderWatch
from domains.user.service import UserService

log = structlog.get_logger(__name__)

SERVICE = "diana-bot"
STREAK_SWEEP_SECONDS = 600.0
RULES_SECONDS = 10.0
NO_TOKEN, NO_API = f"42:{'nobody--' * 5}", "http://127.0.0.1:9"
"""For an app that is looked at and never started."""
CHAT_BURST = 6
"""Calls into one chat at once after a rest: three turns of a quick reader."""


class App:
    """Everything that runs, for the runner and for tests. Made by `open_app`."""

    def __init__(self, settings: Settings, kernel: Kernel, bot: Bot) -> None:
        self.settings = settings
        self.kernel = kernel
        self.bot = bot
        self.modules = Modules.build(kernel, settings)
        self.translators = Translators()
        self._charts = Charts()
        self._studio = Studio()
        self._reachability = Reachability(kernel.uow)
        self._painter = ScreenPainter(bot, Screens(kernel.uow))
        self._notifications = NotificationCenter(
            kernel,
            Announcer(self._painter),
            self._word_notifications,
            Audience(self.modules.user.users, settings.default_timezone),
        )
        self._glances = self._build_glances()
        self._pacer = Pacer(self._painter, kernel.supervisor, kernel.clock)
        self.dispatcher = self._build_dispatcher()
        self.intake = Intake(kernel, self._feed, bot=bot)
        self._subscribe()
        self._acceleration = accelerated(
            settings, kernel, self.modules.gamification.boards.leaderboards
        )

    async def start(self) -> None:
        """Take up what a former life left, then be ready for updates."""
        await self.kernel.bus.initialize()
        await self.modules.gamification.rules.load()
        self.kernel.supervisor.keep_running("rules", self._follow_rules)
        await self.modules.user.standing.ensure_owners()
        async with self.kernel.uow() as tx:
            await self.modules.narrative.versions.seed(tx)
        await self._notifications.start()
        if self._acceleration is not None:
            self._acceleration.start()
        self.kernel.supervisor.keep_running("streaks", self._announce_broken_streaks)
        self.kernel.supervisor.keep_running(
            "reviews", self.modules.gamification.goals.backfill.work
        )
        if (folder := self.settings.story_folder) is not None:
            drafts, owners = self.modules.narrative.drafts, self.settings.owner_ids
            watch = FolderWatch(drafts, folder, owners, partial(sleep, self.kernel.clock))
            self.kernel.supervisor.keep_running("story_folder", watch.run)
        await self.kernel.bus.publish(
            ServiceStartedEvent(service_name=SERVICE, service_version=__version__)
        )
        await self.intake.start()
        log.info("app.ready", version=__version__, database=self.kernel.database.dialect)

    async def stop(self) -> None:
        """Accept nothing more and finish what is in hand."""
        await self.intake.drain()
        await self._notifications.drain()
        await self.kernel.bus.publish(ServiceStoppedEvent(service_name=SERVICE))
        if self._acceleration is not None:
            await self._acceleration.close()
        self.close()

    def close(self) -> None:
        """Give back what even an app that never started holds."""
        self._charts.close()
        self._studio.close()
        self.modules.narrative.drafts.close()

    def _subscribe(self) -> None:
        users = self.modules.user.users
        notices = RewardNotices(
            self._notifications,
            self.modules.narrative.contents.clue_name,
            self.modules.gamification.service.achievement_name,
            self.translators.languages,
        )
        refresh = ProfileRefresh(
            users, self._glances, self._studio, self._painter, self.translators
        )
        self.kernel.bus.add(self.modules.subscriptions)
        self.kernel.bus.add(notices.subscriptions)
        languages = self.translators.languages
        tale = DecisionNotices(self._notifications, self.modules.narrative.shelf, languages)
        self.kernel.bus.add(tale.subscriptions)
        self.kernel.bus.add(staff_notices(self._notifications, self.modules, languages))
        self.kernel.bus.add(LeagueNotices(self._notifications).subscriptions)
        self.kernel.bus.add(MissionNotices(self._notifications).subscriptions)
        self.kernel.bus.add(DuelNotices(self._notifications).subscriptions)
        self.kernel.bus.add(ReferralNotices(self._notifications).subscriptions)
        self.kernel.bus.add(refresh.subscriptions)
        retention = Retention(self.kernel.database)
        days = self.settings.event_retention_days
        self.kernel.bus.add(LogRetention(retention, days).subscriptions)
        reminders = ReminderNotices(
            self._notifications, self.modules.gamification.boards.reminders
        )
        self.kernel.bus.add(reminders.subscriptions)
        self._subscribe_market()

    def _subscribe_market(self) -> None:
        users, market = self.modules.user.users, self.modules.gamification.market
        notifications, story = self._notifications, self.modules.narrative.contents
        for each in (
            ShopNotices(notifications),
            GiftNotices(notifications),
            ClueNotices(notifications, story, self.translators),
            AuctionNotices(notifications, market),
            AuctionRefresh(users, market, self._painter, self.translators),
        ):
            self.kernel.bus.add(each.subscriptions)

    def _build_dispatcher(self) -> Dispatcher:
        modules, bus = self.modules, self.kernel.bus
        tools = TurnTools(self.bot, bus, self._painter, self._notifications, self._pacer)
        middlewares = [
            PersonMiddleware(modules.user.users, self.translators, tools),
            ErrorMiddleware(bus),
        ]
        offered = {
            **modules.offers,
            "translators": self.translators,
            "reachability": self._reachability,
            "notification_choices": NotificationChoices(self.kernel.uow),
            "charts": self._charts,
            "studio": self._studio,
            "glances": self._glances,
            "clock": self.kernel.clock,
        }
        return build_dispatcher(DialogStorage(self.kernel.uow), middlewares, offered)

    def _build_glances(self) -> Glances:
        game = self.modules.gamification
        sources = (
            LevelGoals(),
            StreakGoals(game.book),
            AchievementGoals(game.service),
            ItemGoals(game.market.shop),
        )
        return Glances(game.service, game.boards.leaderboards, game.market.bag, sources)

    async def _feed(self, update: Update, _raw: Mapping[str, Any]) -> None:
        await self.dispatcher.feed_update(self.bot, update)

    async def _word_notifications(self, notifications: Sequence[Notification]) -> Screen:
        language = await language_of(self.modules.user.users, notifications[0].user_id)
        return notice(notifications, self.translators.of(language))

    async def _follow_rules(self) -> None:
        # An instance that shares nothing but the database hears of no change at another one.
        while True:
            await sleep(self.kernel.clock, RULES_SECONDS)
            await self.modules.gamification.rules.load()

    async def _announce_broken_streaks(self) -> None:
        # Whoever reads or acts settles anyway; this only makes the news timely.
        while True:
            await self.modules.gamification.service.settle_streaks()
            await sleep(self.kernel.clock, STREAK_SWEEP_SECONDS)


async def language_of(users: UserService, user_id: int) -> str | None:
    """The language to speak with somebody who has not just spoken to us."""
    person = await users.get(user_id)
    return (person.language or person.language_code) if person is not None else None


@asynccontextmanager
async def open_app(
    settings: Settings,
    clock: Clock,
    *,
    token: str,
    api_url: str,
    observer: Observer | None = None,
    session: BaseSession | None = None,
    config: EventBusConfig | None = None,
) -> AsyncIterator[App]:
    """Start everything but the intake of updates; stop it in the right order.

    `session` replaces the way to Telegram, gateway included: for measurements. `config` is the
    bus's, but for its Redis, which the settings name. Raises the database's own errors when it
    cannot be reached, InvalidStoryError for a broken story.
    """
    kernel = open_kernel(settings, clock, config)
    bot = open_bot(token, api_url, kernel, limits=_limits(settings))
    if session is not None:
        bot.session = session
    try:
        app = App(settings, kernel, bot)
        if observer is not None:
            kernel.bus.observe(observer)
        await app.start()
        try:
            yield app
        finally:
            await app.stop()
    finally:
        await kernel.close()
        await bot.session.close()


@asynccontextmanager
async def assembled(settings: Settings, clock: Clock) -> AsyncIterator[App]:
    """The whole program, put together to be looked at. Starts nothing and opens no database."""
    kernel = Kernel.open("sqlite://", clock)
    bot = open_bot(NO_TOKEN, NO_API, kernel, limits=_limits(settings))
    try:
        app = App(settings, kernel, bot)
        yield app
        app.close()
    finally:
        await kernel.close()
        await bot.session.close()


def _limits(settings: Settings) -> Limits:
    return Limits(
        global_per_second=settings.rate_global,
        global_burst=max(1, round(settings.rate_global)),
        chat_per_second=settings.rate_per_chat,
        chat_burst=max(CHAT_BURST, round(settings.rate_per_chat)),
    )
