"""Time. The only place that asks the machine what time it is.

Instants are timezone-aware UTC everywhere. A clock also owns waiting, so that moving it
wakes whoever waits for an instant that has come: the sandbox moves days in one click, and
tests never sleep.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the product may know about time."""

    def now(self) -> datetime:
        """The present instant, timezone-aware UTC."""
        ...

    async def sleep_until(self, instant: datetime) -> None:
        """Return once `now()` is `instant` or later; at once if it already is."""
        ...


async def sleep(clock: Clock, seconds: float) -> None:
    """Wait `seconds` of the clock's time."""
    await clock.sleep_until(clock.now() + timedelta(seconds=seconds))


class SystemClock:
    """The machine's clock, plus an offset that may be moved forward (sandbox only)."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self._moved: set[asyncio.Event] = set()

    def now(self) -> datetime:
        now = datetime.now(UTC)
        return now + self._offset if self._offset else now

    async def sleep_until(self, instant: datetime) -> None:
        moved = asyncio.Event()
        self._moved.add(moved)
        try:
            while (remaining := (instant - self.now()).total_seconds()) > 0:
                moved.clear()
                try:
                    await asyncio.wait_for(moved.wait(), remaining)
                except TimeoutError:
                    continue
        finally:
            self._moved.discard(moved)

    def advance(self, seconds: float) -> None:
        """Move the clock forward by `seconds` and wake everyone whose instant has come.

        Raises ValueError for a negative amount: a clock that runs back would break
        streak days and leases.
        """
        if seconds < 0:
            raise ValueError("a clock only moves forward")
        self._offset += timedelta(seconds=seconds)
        for moved in self._moved:
            moved.set()


class VirtualClock:
    """A clock that stands still until `advance` moves it. For tests."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, asyncio.Event]] = []

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, instant: datetime) -> None:
        if instant <= self._now:
            await asyncio.sleep(0)
            return
        due = asyncio.Event()
        entry = (instant, due)
        self._sleepers.append(entry)
        try:
            await due.wait()
        finally:
            if entry in self._sleepers:
                self._sleepers.remove(entry)

    def advance(self, seconds: float) -> None:
        """Move forward by `seconds` (never back) and wake the sleepers that are due."""
        if seconds < 0:
            raise ValueError("a clock only moves forward")
        self._now += timedelta(seconds=seconds)
        for instant, due in list(self._sleepers):
            if instant <= self._now:
                due.set()

    @property
    def next_wake(self) -> datetime | None:
        """The earliest instant somebody waits for, or None."""
        return min((instant for instant, _ in self._sleepers), default=None)
