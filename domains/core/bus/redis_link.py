"""Is the server there? What the parts of the mirror tell, and what the bus hears of it."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime

import structlog

from domains.core.bus.mirror import Receiver
from domains.core.clock import Clock

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Tally:
    """What has happened since the program started."""

    written: int = 0
    reconnects: int = 0
    outages: int = 0
    groups_recreated: int = 0
    undecodable: int = 0
    duplicates: int = 0
    gaps: int = 0
    claimed: int = 0
    gone_before_read: int = 0
    consumers_removed: int = 0
    trimmed: int = 0
    last_error: str | None = None


class Link:
    """Every part says when it lost the server and when it works again; the bus hears once."""

    def __init__(self, clock: Clock, tally: Tally) -> None:
        self._clock = clock
        self._tally = tally
        self._receiver: Receiver | None = None
        self._away: set[str] = set()
        self._has_worked = self._is_degraded = False
        self.since: datetime = clock.now()
        """When the state last changed, UTC."""

    @property
    def is_connected(self) -> bool:
        """Has the server answered, and has no part lost it since?"""
        return self._has_worked and not self._away

    def is_away(self, part: str) -> bool:
        return part in self._away

    def attach(self, receiver: Receiver | None) -> None:
        """Begin anew, and tell `receiver` from now on."""
        self._receiver = receiver
        self._away.clear()
        self._has_worked = self._is_degraded = False
        self.since = self._clock.now()

    def lost(self, part: str, error: BaseException) -> None:
        """`part` could not reach the server."""
        self._tally.last_error = type(error).__name__
        self._away.add(part)
        if self._is_degraded:
            return
        self._is_degraded = True
        self._tally.outages += 1
        self.since = self._clock.now()
        log.warning("mirror.degraded", part=part, error=type(error).__name__)
        if self._receiver is not None:
            self._receiver.degraded(f"{part}: {type(error).__name__}")

    def works(self, part: str) -> None:
        """`part` was answered, and has caught up with what it owed."""
        if part in self._away:
            self._away.discard(part)
            self._tally.reconnects += 1
        self._has_worked = True
        if self._is_degraded and not self._away:
            self._is_degraded = False
            self.since = self._clock.now()
            log.info("mirror.recovered")
            if self._receiver is not None:
                self._receiver.recovered()


def heed_cancellation() -> None:
    """Raise CancelledError if this task was told to end but the order got lost on the way.

    `asyncio.wait_for`, through which the client library sends, returns normally when it is
    cancelled at the moment it succeeds (before Python 3.12). A loop asks after every round.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


class Backoff:
    """Growing pauses with full jitter, so that instances do not come back all at once."""

    def __init__(self, base: float = 0.05, cap: float = 2.0) -> None:
        self._base = base
        self._cap = cap
        self._failures = 0

    async def wait(self) -> None:
        """Sleep before the next attempt. Real time: a socket knows no other."""
        longest = min(self._cap, self._base * 2.0**self._failures)
        self._failures = min(self._failures + 1, 16)
        heed_cancellation()
        await asyncio.sleep(random.uniform(0, longest))

    def reset(self) -> None:
        """It worked."""
        self._failures = 0
