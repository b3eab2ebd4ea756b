"""The order of things: which middleware wraps which, which router is asked first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram import BaseMiddleware, Dispatcher, Router
from aiogram.fsm.storage.base import BaseStorage

from bot.features.admin.handlers import build_router as admin
from bot.features.authoring.handlers import build_router as authoring
from bot.features.events.handlers import build_router as events
from bot.features.fallback.handlers import build_router as fallback
from bot.features.help.handlers import build_router as help_
from bot.features.home.handlers import build_router as home
from bot.features.profile.handlers import build_router as profile
from bot.features.publishing.handlers import build_router as publishing
from bot.features.settings.handlers import build_router as settings
from bot.features.shelf.handlers import build_router as shelf
from bot.features.story.handlers import build_router as story


def routers() -> Sequence[Router]:
    """First match wins: commands leave any dialog, typed answers come next, fallback last."""
    desks = (admin(), authoring(), publishing(), events())
    return (home(), story(), shelf(), profile(), settings(), help_(), *desks, fallback())


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
    dispatcher.include_routers(*routers())
    return dispatcher


ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
"""What we ask Telegram for. Stated, not inferred: the server remembers the last list."""
