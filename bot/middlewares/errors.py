"""Errors become words, in character and in the player's language; nothing is swallowed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.gateway.session import Unreachable
from bot.i18n import Translator
from bot.turn import Turn
from bot.ui.text import escape, number
from domains.core import DomainError, ErrorOccurredEvent, EventBus

log = structlog.get_logger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ErrorMiddleware(BaseMiddleware):
    """A rule that said no is explained; a failure of ours is admitted and reported."""

    def __init__(self, bus: EventBus) -> None:
        self._bus = bus

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        turn: Turn | None = data.get("turn")
        try:
            return await handler(event, data)
        except Unreachable:
            log.info("person.unreachable")  # the gateway has marked the chat already
        except DomainError as error:
            log.info("rule.refused", code=error.code)
            if turn is not None:
                await refuse(turn, error)
        except Exception as error:
            log.exception("handler.failed", error=type(error).__name__)
            await self._bus.publish(
                ErrorOccurredEvent(
                    error_type=type(error).__name__,
                    user_id=turn.user.id if turn is not None else None,
                )
            )
            if turn is not None:
                await _tell(turn, turn.t("error.unexpected"))
        return None


async def refuse(turn: Turn, error: DomainError) -> None:
    """Say why: in an alert over what was pressed, or in a line below."""
    await _tell(turn, words_for(error, turn.t))


def words_for(error: DomainError, t: Translator) -> str:
    """The one table of errors: `error.<code>` in the catalogues."""
    key = f"error.{error.code}"
    if not t.has(key):
        log.error("error.unworded", code=error.code)
        return t("error.unexpected")
    return t(key, **{name: _shown(name, value) for name, value in error.params.items()})


def _shown(name: str, value: object) -> str:
    if isinstance(value, int) and not name.endswith("_id"):
        return number(value)
    return escape(str(value))


async def _tell(turn: Turn, text: str) -> None:
    if turn.pressed_message_id is not None:
        await turn.toast(text, alert=True)
    else:
        await turn.say(text)
