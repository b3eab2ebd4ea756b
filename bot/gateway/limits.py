"""How fast we may speak: one lane for everything, one per chat, the living before the mailing.

Telegram allows a bot about 30 messages a second in all and one a second to one chat, with
short bursts. These limits are per process; what several processes exceed together is put
right by Telegram's `retry_after`, which pauses what it is about.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from domains.core.clock import Clock

_broadcast: ContextVar[bool] = ContextVar("broadcast", default=False)

REMEMBERED_CHATS = 10_000
"""Lanes of quiet chats beyond this number are forgotten: they are full again anyway."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls per second, and how many may come at once after a silence."""

    global_per_second: float = 30.0
    global_burst: int = 30
    chat_per_second: float = 1.0
    chat_burst: int = 3


class TooSlowError(Exception):
    """A call would have to wait longer than it may. `seconds` says how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"would have to wait {seconds:.1f} s")
        self.seconds = seconds


@contextmanager
def broadcasting() -> Iterator[None]:
    """Calls inside wait as long as they must, behind the calls that answer somebody."""
    token = _broadcast.set(True)
    try:
        yield
    finally:
        _broadcast.reset(token)


def is_broadcast() -> bool:
    """Does the present call belong to a broadcast? Otherwise somebody waits for it."""
    return _broadcast.get()


class _Lane:
    """Grants instants, `interval` apart on average, `burst` of them at once after a rest."""

    __slots__ = ("_ahead", "_full_at", "_interval", "paused_until")

    def __init__(self, per_second: float, burst: int, now: datetime) -> None:
        self._interval = timedelta(seconds=1 / per_second)
        self._ahead = self._interval * (burst - 1)
        self._full_at = now
        self.paused_until = now

    def next(self, now: datetime) -> datetime:
        return max(now, self._full_at - self._ahead, self.paused_until)

    def take(self, now: datetime) -> datetime:
        instant = self.next(now)
        self._full_at = max(instant, self._full_at) + self._interval
        return instant

    def is_rested(self, now: datetime) -> bool:
        return self._full_at <= now and self.paused_until <= now


class RateLimiter:
    """Hands out instants at which a call may leave. First come, first served in a lane."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        self._clock = clock
        self._limits = limits
        now = clock.now()
        self._everything = _Lane(limits.global_per_second, limits.global_burst, now)
        self._chats: dict[int, _Lane] = {}
        # Only the first broadcast call holds an instant; what is urgent overtakes the others.
        self._broadcasts = asyncio.Lock()
        self._broadcasts_paused_until = now

    async def admit(self, chat_id: int | None, until: datetime | None) -> None:
        """Wait for our turn; `chat_id` None passes the global lane only.

        `until` is the latest acceptable instant, None for any. Raises TooSlowError, at once,
        when the turn would come later.
        """
        if chat_id is not None:
            await self._pass(self._chat(chat_id), until)
        if not is_broadcast():
            await self._pass(self._everything, until)
            return
        async with self._broadcasts:
            while self._broadcasts_paused_until > self._clock.now():
                await self._clock.sleep_until(self._broadcasts_paused_until)
            await self._pass(self._everything, until)

    def pause(self, chat_id: int | None, seconds: float) -> None:
        """Telegram asked for silence: in the chat it named, and for broadcasts altogether."""
        until = self._clock.now() + timedelta(seconds=seconds)
        lane = self._chat(chat_id) if chat_id is not None else self._everything
        lane.paused_until = max(lane.paused_until, until)
        self._broadcasts_paused_until = max(self._broadcasts_paused_until, until)

    async def _pass(self, lane: _Lane, until: datetime | None) -> None:
        now = self._clock.now()
        if until is not None and (instant := lane.next(now)) > until:
            raise TooSlowError((instant - now).total_seconds())
        instant = lane.take(now)
        while instant > self._clock.now():
            await self._clock.sleep_until(instant)
            # Somebody may have been asked for silence while we slept.
            instant = max(instant, lane.paused_until)
            if until is not None and instant > until:
                raise TooSlowError((instant - self._clock.now()).total_seconds())

    def _chat(self, chat_id: int) -> _Lane:
        lane = self._chats.get(chat_id)
        if lane is None:
            now = self._clock.now()
            if len(self._chats) >= REMEMBERED_CHATS:
                busy = {key: lane for key, lane in self._chats.items() if not lane.is_rested(now)}
                self._chats = busy
            lane = _Lane(self._limits.chat_per_second, self._limits.chat_burst, now)
            self._chats[chat_id] = lane
        return lane
