"""The order of things: which middleware wraps which, which router is asked first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram import BaseMiddleware, Dispatcher, Router
from aiogram.fsm.storage.base import BaseStorage

from bot.features.achievements.handlers import build_router as achievements
from bot.features.admin.handlers import build_router as admin
from bot.features.alias.handlers import build_router as alias
from bot.features.auctions.handlers import build_router as auctions
from bot.features.authoring.handlers import build_router as authoring
from bot.features.books.handlers import build_router as books
from bot.features.clues.handlers import build_router as clues
from bot.features.events.handlers import build_router as events
from bot.features.fallback.handlers import build_router as fallback
from bot.features.games.handlers import build_router as games
from bot.features.gift.handlers import build_router as gift
from bot.features.help.handlers import build_router as help_
from bot.features.history.handlers import build_router as history
from bot.features.home.handlers import build_router as home
from bot.features.honours.handlers import build_router as honours
from bot.features.inventory.handlers import build_router as inventory
from bot.features.leaderboard.handlers import build_router as leaderboard
from bot.features.mending.handlers import build_router as mending
from bot.features.missions.handlers import build_router as missions
from bot.features.naming.handlers import build_router as naming
from bot.features.notifications.handlers import build_router as notifications
from bot.features.pending.handlers import build_router as pending
from bot.features.profile.handlers import build_router as profile
from bot.features.publishing.handlers import build_router as publishing
from bot.features.readership.handlers import build_router as readership
from bot.features.referrals.handlers import build_router as referrals
from bot.features.reviews.handlers import build_router as reviews
from bot.features.rules.handlers import build_router as rules
from bot.features.settings.handlers import build_router as settings
from bot.features.shelf.handlers import build_router as shelf
from bot.features.shop.handlers import build_router as shop
from bot.features.story.handlers import build_router as story
from bot.features.streak.handlers import build_router as streak
from bot.features.trivia.handlers import build_router as trivia
from bot.middlewares.refusals import RefusalMiddleware


def routers() -> Sequence[Router]:
    """First match wins: commands leave any dialog, typed answers come next, fallback last."""
    # Games before the door: invitations to a duel come through /start.
    reading = (games(), home(), story(), shelf(), books())
    looking = (profile(), streak(), history(), leaderboard())
    striving = (achievements(), missions(), gift(), trivia(), referrals())
    trading = (shop(), inventory(), clues(), auctions())
    asking = (alias(), notifications(), settings(), help_())
    caring = (pending(), honours(), mending(), naming())
    keeping = (rules(), reviews(), admin(), authoring(), publishing(), readership(), events())
    return (*reading, *looking, *striving, *trading, *asking, *caring, *keeping, fallback())


def build_dispatcher(
    storage: BaseStorage, middlewares: Sequence[BaseMiddleware], tools: Mapping[str, Any]
) -> Dispatcher:
    """A dispatcher with everything in place.

    `middlewares` wrap every update, the first one outermost. `tools` are what handlers may
    ask for by parameter name.
    """
    dispatcher = Dispatcher(storage=storage, **tools)
    for middleware in middlewares:
        dispatcher.update.outer_middleware(middleware)
    for handled in (dispatcher.message, dispatcher.callback_query):
        handled.middleware(RefusalMiddleware())
    dispatcher.include_routers(*routers())
    return dispatcher


ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
"""What we ask Telegram for. Stated, not inferred: the server remembers the last list."""
