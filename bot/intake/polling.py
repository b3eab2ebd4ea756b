"""Long polling. One poller per bot, chosen by a lease; confirmed only what is stored."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.intake import repository
from bot.intake.envelope import update_id_of
from bot.intake.errors import IntakeFullError, TokenRefusedError
from domains.core import Kernel
from domains.core.waiting import Interruptible

log = structlog.get_logger(__name__)

T = TypeVar("T")

Accept = Callable[[Sequence[object]], Awaitable[int]]
"""Stores raw updates; they are confirmed to Telegram only after it has returned."""

POLL_SECONDS = 20
ANSWER_SECONDS = 10
"""How much longer than asked an answer may take on its way."""
LEASE = timedelta(seconds=60)
"""Longer than one poll, so that nobody else polls while our last one hangs."""
LEASE_LEFT = timedelta(seconds=45)
"""Renewed when less than this is left: not with every poll of a busy bot."""
WAIT_FOR_LEASE = timedelta(seconds=2)
FULL_PAUSE = timedelta(seconds=1)
"""After the intake has waited for room in vain. Short: what comes next may be urgent."""
CONFLICT_PAUSE = timedelta(seconds=5)
CONFLICT_TOLERATED = timedelta(seconds=60)
"""A predecessor that is being replaced may poll for so long without a complaint of ours."""
BACKOFF_FIRST, BACKOFF_LONGEST = 0.5, 30.0
REFUSED = "Telegram does not accept the bot token: check BOT_TOKEN (and BOT_API_URL)."


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates without aiogram's parsing: one unreadable update must not hide the others."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


class Poller:
    """Fetches updates for as long as `run` runs. Another instance's poller waits meanwhile."""

    def __init__(
        self, kernel: Kernel, bot: Bot, accept: Accept, allowed_updates: Sequence[str]
    ) -> None:
        self._kernel = kernel
        self._clock = kernel.clock
        self._bot = bot
        self._accept = accept
        self._allowed = list(allowed_updates)
        self._me = kernel.bus.instance_id
        self._name = f"polling:{bot.id}"
        self._wait = Interruptible()
        self._stopping = False
        self._is_prepared = False
        self._offset: int | None = None
        self._lease_until: datetime | None = None
        self._failures = 0
        self._conflict_since: datetime | None = None
        self.last_success: datetime | None = None
        """When Telegram last answered a poll, for health checks."""

    @property
    def holds_lease(self) -> bool:
        """Is this instance the one that polls?"""
        return self._lease_until is not None and self._lease_until > self._clock.now()

    def stop(self) -> None:
        """Let `run` return soon: a running poll is given up, a running store is not."""
        self._stopping = True
        self._wait.interrupt()

    async def run(self) -> None:
        """Poll until `stop`. Raises TokenRefusedError when Telegram does not know the token.

        Everything else (network, 5xx, 409, the database being away) is waited out.
        """
        log.info("polling.started", allowed_updates=self._allowed)
        try:
            while not self._stopping:
                await self._turn()
        finally:
            if self._lease_until is not None:
                await self._release()
        log.info("polling.stopped")

    async def _turn(self) -> None:
        try:
            if not await self._ensure_lease():
                await self._pause(WAIT_FOR_LEASE)
                return
            if not self._is_prepared:
                await self._remove_webhook()
                self._is_prepared = True
            updates = await self._wait.run(self._poll())
            if updates is not None:
                await self._take(updates)
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRefusedError(REFUSED) from error
        except TelegramConflictError:
            await self._bear_conflict()
        except TelegramRetryAfter as error:
            await self._pause(timedelta(seconds=error.retry_after))
        except IntakeFullError:
            log.warning("polling.full", again_in=FULL_PAUSE.total_seconds())
            await self._pause(FULL_PAUSE)
        except Exception as error:  # noqa: BLE001 - network, 5xx, the database: all of them pass
            await self._back_off(error)
        else:
            self._failures = 0

    async def _ensure_lease(self) -> bool:
        now = self._clock.now()
        had = self._lease_until
        if had is not None and had - now > LEASE_LEFT:
            return True
        until = now + LEASE
        async with self._kernel.uow() as tx:
            is_ours = await repository.acquire_lease(tx, self._name, self._me, until)
        self._lease_until = until if is_ours else None
        if is_ours and had is None:
            log.info("polling.leased")
        elif not is_ours and had is not None:
            self._is_prepared = False
            log.warning("polling.lease_lost")
        return is_ours

    async def _remove_webhook(self) -> None:
        # Only if there is one: deleting is a write at Telegram's side, and it is logged there.
        if (await self._bot.get_webhook_info()).url:
            log.warning("polling.removes_webhook")
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def _poll(self) -> list[Any]:
        return await self._bot(
            GetRawUpdates(
                offset=self._offset, timeout=POLL_SECONDS, allowed_updates=self._allowed
            ),
            request_timeout=POLL_SECONDS + ANSWER_SECONDS,
        )

    async def _take(self, updates: Sequence[object]) -> None:
        self.last_success = self._clock.now()
        self._conflict_since = None
        if not updates:
            return
        await self._accept(updates)
        numbers = [number for raw in updates if (number := update_id_of(raw)) is not None]
        if not numbers:
            raise ValueError("updates without a single id: nothing can be confirmed")
        self._offset = max(numbers) + 1

    async def _bear_conflict(self) -> None:
        now = self._clock.now()
        self._conflict_since = self._conflict_since or now
        if now - self._conflict_since >= CONFLICT_TOLERATED:
            log.error(
                "polling.conflict",
                seconds=(now - self._conflict_since).total_seconds(),
                remedy="another program polls with this token, or a webhook is set: stop it",
            )
        await self._pause(CONFLICT_PAUSE)

    async def _back_off(self, error: Exception) -> None:
        longest = min(BACKOFF_LONGEST, BACKOFF_FIRST * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        seconds = longest * random.uniform(0.5, 1)
        log.warning("polling.failed", error=type(error).__name__, again_in=round(seconds, 1))
        await self._pause(timedelta(seconds=seconds))

    async def _pause(self, duration: timedelta) -> None:
        if not self._stopping:
            await self._wait.until(self._clock, self._clock.now() + duration)

    async def _release(self) -> None:
        self._lease_until = None
        try:
            async with self._kernel.uow() as tx:
                await repository.release_lease(tx, self._name, self._me)
        except Exception:  # the database is away: then the lease runs out by itself
            log.exception("polling.lease_kept")
