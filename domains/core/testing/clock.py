"""A virtual clock that knows who sleeps on it, and who has not gone back to sleep yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from domains.core.clock import Clock, VirtualClock

UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}

Span = float | str | timedelta
"""Seconds, or a text such as `250ms`, `90s`, `5m`, `2h`, `1d`, or a timedelta."""

Sleeper = asyncio.Task[Any]


def span_of(span: Span) -> timedelta:
    """The length of time that is meant. Raises ValueError for a text that says none."""
    if isinstance(span, timedelta):
        return span
    if not isinstance(span, str):
        return timedelta(seconds=span)
    number = span.rstrip("abcdefghijklmnopqrstuvwxyz")
    try:
        return float(number) * UNITS[span.removeprefix(number)]
    except (KeyError, ValueError):
        raise ValueError(
            f"{span!r} is no length of time: write 250ms, 90s, 5m, 2h or 1d"
        ) from None


class SteppedClock(VirtualClock):
    """Stands still until it is moved, and can tell when everybody it woke is done.

    A task that was woken is `awake` until it sleeps again or ends: so a test knows that a
    heartbeat or a retry is through, without guessing how long it takes.
    """

    def __init__(self, *start: datetime) -> None:
        super().__init__(*start)
        self._asleep: dict[Sleeper, datetime] = {}
        self._awake: set[Sleeper] = set()

    async def sleep_until(self, instant: datetime) -> None:
        task = asyncio.current_task()
        if task is None or instant <= self.now():
            await super().sleep_until(instant)
            return
        self._awake.discard(task)
        self._asleep[task] = instant
        try:
            await super().sleep_until(instant)
        finally:
            del self._asleep[task]

    def advance(self, seconds: float) -> None:
        super().advance(seconds)
        for task, instant in self._asleep.items():
            if instant <= self.now():
                self._awake.add(task)
                task.add_done_callback(self._awake.discard)

    def awake(self) -> set[Sleeper]:
        """Who was woken and neither sleeps again nor has ended; the asking task apart."""
        return self._awake - {asyncio.current_task()}

    def wake_after(self, now: datetime, matters: Callable[[Sleeper], bool]) -> datetime | None:
        """The next instant at which a sleeper that matters wakes, or None."""
        wakes = (at for task, at in self._asleep.items() if at > now and matters(task))
        return min(wakes, default=None)

    def sleeping(self) -> Collection[Sleeper]:
        """Everybody who waits for an instant."""
        return self._asleep.keys()

    def lose_sight(self) -> None:
        """The current task is no longer watched, until it sleeps on this clock again."""
        if (task := asyncio.current_task()) is not None:
            self._awake.discard(task)

    def unwatched(self) -> Clock:
        """The same time for those who wait for something else once they are awake."""
        return _Unwatched(self)


class _Unwatched:
    def __init__(self, clock: SteppedClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    async def sleep_until(self, instant: datetime) -> None:
        self._clock.lose_sight()
        await VirtualClock.sleep_until(self._clock, instant)
