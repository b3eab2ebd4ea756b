"""Waiting that can be cut short."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import datetime
from typing import TypeVar

from domains.core.clock import Clock

T = TypeVar("T")


class Interruptible:
    """Runs one wait at a time; `interrupt` ends it from outside.

    Unlike cancelling the task, an interruption cannot hit anything but the wait: work between
    two waits always runs to its end. An interruption while nothing waits ends the next wait.
    """

    def __init__(self) -> None:
        self._scope: asyncio.Timeout | None = None
        self._interrupted = False

    def interrupt(self) -> None:
        """End the present wait, or the next one."""
        if self._interrupted:
            return
        self._interrupted = True
        if self._scope is not None:
            self._scope.reschedule(asyncio.get_running_loop().time())

    async def run(self, work: Awaitable[T]) -> T | None:
        """Wait for `work`. None when interrupted; `work` is cancelled then."""
        try:
            async with asyncio.timeout(0 if self._interrupted else None) as self._scope:
                return await work
        except TimeoutError:
            if not self._interrupted:
                raise
            return None
        finally:
            self._scope = None
            self._interrupted = False

    async def until(self, clock: Clock, instant: datetime) -> None:
        """Return when it is `instant` by the clock, or when interrupted."""
        await self.run(clock.sleep_until(instant))
