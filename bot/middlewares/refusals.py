"""After a rule said no: the reason, and a fresh screen instead of the one that was pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from bot.middlewares.errors import refuse
from domains.core import DomainError

log = structlog.get_logger(__name__)

FLAG = "or_show"

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def or_show(*screens: Callable[..., Awaitable[None]]) -> dict[str, Any]:
    """The flags of a handler: when it refuses, one of these is shown instead.

    They are handlers too, and are offered the same things. The first that does not refuse
    itself is the one.
    """
    return {FLAG: tuple(map(CallableObject, screens))}


class RefusalMiddleware(BaseMiddleware):
    """Tells a refusal once, and shows what the handler's flags name. Wraps each handler."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        screens: tuple[CallableObject, ...] = get_flag(data, FLAG, default=())
        try:
            return await handler(event, data)
        except DomainError as error:
            if not screens:
                raise
            log.info("rule.refused", code=error.code)
            await refuse(data["turn"], error)
        for screen in screens:
            try:
                return await screen.call(event, **data)
            except DomainError as error:
                log.info("screen.refused", code=error.code)
        return None
