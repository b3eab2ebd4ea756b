"""Every call to Telegram passes here: rate lanes, waiting as told, retries, unreachable people.

A call that somebody waits for may take ten seconds in all; a call inside `broadcasting()`
waits as long as Telegram asks. Calls are repeated only if that cannot say a thing twice.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, Protocol

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.gateway.correlation import CorrelatedSession
from bot.gateway.errors import Unreachable, is_passing, is_undelivered
from bot.gateway.limits import Limits, RateLimiter, TooSlowError, is_broadcast
from bot.gateway.reachability import Reachability
from domains.core import Kernel
from domains.core.clock import Clock, sleep

__all__ = ["CallWitness", "Gateway", "Unreachable", "open_bot"]

log = structlog.get_logger(__name__)

TELEGRAM = "https://api.telegram.org"
PATIENCE = timedelta(seconds=10)
"""How long a call may take, waiting included, when somebody looks at the screen."""
ANSWER_SECONDS = 20.0
"""How long Telegram may take to answer one request, uploads included."""
BACKOFF_SECONDS = (0.2, 0.5, 1.0, 2.0)
"""Pauses between tries of a call that failed on the way; then the error is the caller's."""
JITTER_SECONDS = 0.5

SPEAKING = ("send", "edit", "copy", "forward", "delete")
"""Methods with these names change what a chat shows; Telegram limits them per chat."""
REPEATABLE = ("edit", "answer", "get", "set", "sendChatAction")
"""Methods with these names may be called twice without anything being said twice."""
UNGOVERNED = frozenset({"getUpdates"})
"""The poller has its own patience."""


class CallWitness(Protocol):
    """Is told of every call once it has ended, whichever way."""

    def __call__(
        self, method: str, chat_id: int | None, milliseconds: float, error: Exception | None
    ) -> None: ...


@dataclass(slots=True)
class _Call:
    """One call of one method, through all its tries."""

    name: str
    chat_id: int | None
    until: datetime | None
    tries: int = 0

    @property
    def speaks(self) -> bool:
        return self.name.startswith(SPEAKING) and self.name != "sendChatAction"

    def may_repeat(self, error: Exception) -> bool:
        if is_undelivered(error):
            return True
        return is_passing(error) and self.name.startswith(REPEATABLE)


class Gateway(BaseRequestMiddleware):
    """The request middleware of the one bot of this process.

    Raises Unreachable when the person cannot be spoken to, TelegramRetryAfter when the wait
    would exceed ten seconds, and whatever else aiogram raises once repeating is no use.
    """

    def __init__(
        self,
        clock: Clock,
        reachability: Reachability,
        limits: Limits | None = None,
        witness: CallWitness | None = None,
    ) -> None:
        self._clock = clock
        self._reachability = reachability
        self._limiter = RateLimiter(clock, limits or Limits())
        self._witness = witness

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        name = method.__api_method__
        chat = getattr(method, "chat_id", None)
        chat_id = chat if isinstance(chat, int) else None
        until = None if is_broadcast() else self._clock.now() + PATIENCE
        call = _Call(name, chat_id, until)
        started, error = perf_counter(), None
        try:
            if name in UNGOVERNED:
                return await make_request(bot, method)
            return await self._insist(call, make_request, bot, method)
        except Exception as caught:
            error = caught
            raise
        finally:
            if self._witness is not None:
                self._witness(name, chat_id, (perf_counter() - started) * 1000, error)

    async def _insist(
        self,
        call: _Call,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        while True:
            try:
                if call.speaks:
                    await self._limiter.admit(call.chat_id, call.until)
                return await make_request(bot, method)
            except TooSlowError as error:
                seconds = max(1, round(error.seconds))
                raise TelegramRetryAfter(method, "our own limit", seconds) from error
            except TelegramRetryAfter as error:
                await self._obey(call, error)
            except TelegramForbiddenError as error:
                if call.chat_id is None:
                    raise
                raise await self._unreachable(method, error, call.chat_id) from error
            except AiogramError as error:
                await self._back_off(call, error)

    async def _obey(self, call: _Call, error: TelegramRetryAfter) -> None:
        seconds = error.retry_after + random.uniform(0, JITTER_SECONDS)
        log.warning("call.retry_after", method=call.name, seconds=error.retry_after)
        self._limiter.pause(call.chat_id, seconds)
        await self._wait(call, seconds, error)

    async def _back_off(self, call: _Call, error: Exception) -> None:
        if call.tries >= len(BACKOFF_SECONDS) or not call.may_repeat(error):
            raise error
        seconds = BACKOFF_SECONDS[call.tries] * random.uniform(0.5, 1)
        call.tries += 1
        log.info("call.again", method=call.name, error=type(error).__name__)
        await self._wait(call, seconds, error)

    async def _wait(self, call: _Call, seconds: float, error: Exception) -> None:
        if call.until is not None and self._clock.now() + timedelta(seconds=seconds) > call.until:
            raise error
        await sleep(self._clock, seconds)

    async def _unreachable(
        self, method: TelegramMethod[Any], error: TelegramForbiddenError, chat_id: int
    ) -> Unreachable:
        unreachable = Unreachable(method, error.message, chat_id)
        try:
            await self._reachability.note(chat_id, reachable=False, reason=unreachable.reason)
        except Exception:  # the database is away; the next call will tell us again
            log.exception("chat.not_marked", chat_id=chat_id)
        return unreachable


def open_bot(
    token: str,
    api_url: str,
    kernel: Kernel,
    *,
    witness: CallWitness | None = None,
    limits: Limits | None = None,
    correlate: bool | None = None,
) -> Bot:
    """A bot whose every call passes the gateway. Close its session at the end.

    With `correlate` calls carry the header `X-Correlation-Id`; by default they do for every
    server but Telegram's own. Raises aiogram's TokenValidationError for what is no token.
    """
    is_telegram = api_url.rstrip("/") == TELEGRAM
    session = CorrelatedSession(
        correlate=not is_telegram if correlate is None else correlate,
        api=TelegramAPIServer.from_base(api_url),
        timeout=ANSWER_SECONDS,
    )
    session.middleware(Gateway(kernel.clock, Reachability(kernel.uow), limits, witness))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
