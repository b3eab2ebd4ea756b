"""A breaker for each subscription: what fails and fails is paused, not hammered.

While it is open nothing is attempted, so nothing is burnt and nothing becomes a dead letter.
Success costs the breaker nothing: it reads the subscription's own counters when one fails.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from domains.core.bus.metrics import Tally

WINDOW = timedelta(seconds=60)
ENOUGH_CALLS = 20
"""From so many calls within the window on, a share of failures is telling."""
TOO_MANY = 0.5


class BreakerState(Enum):
    """OPEN: paused. HALF_OPEN: one delivery is being tried."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


class Breaker:
    """Decides from failures when a subscription rests, and from one trial when it goes on."""

    __slots__ = (
        "_failures",
        "_handled_before",
        "_in_a_row",
        "_limit",
        "_rest",
        "_tally",
        "_window_calls",
        "_window_from",
        "open_until",
        "state",
    )

    def __init__(self, tally: Tally, failures: int, open_seconds: float) -> None:
        self.state = BreakerState.CLOSED
        self.open_until: datetime | None = None
        self._tally = tally
        self._limit = failures
        self._rest = timedelta(seconds=open_seconds)
        self._in_a_row = 0
        self._handled_before = tally.handled
        self._window_from: datetime | None = None
        self._window_calls = 0
        self._failures = 0

    def failed(self, now: datetime) -> bool:
        """An attempt failed for a reason that may concern others too. True: now open."""
        if self.state is BreakerState.OPEN:
            return False
        if self.state is BreakerState.CLOSED and not self._is_too_much(now):
            return False
        self.state = BreakerState.OPEN
        self.open_until = now + self._rest
        return True

    def half_open(self) -> None:
        """Rested enough: one delivery may be tried."""
        self.state = BreakerState.HALF_OPEN
        self.open_until = None

    def close(self) -> None:
        """The trial succeeded: all as before."""
        self.state = BreakerState.CLOSED
        self.open_until = None
        self._in_a_row = self._failures = 0
        self._window_from = None
        self._handled_before = self._tally.handled

    def _is_too_much(self, now: datetime) -> bool:
        handled = self._tally.handled
        self._in_a_row = self._in_a_row + 1 if handled == self._handled_before else 1
        self._handled_before = handled
        if self._window_from is None or now - self._window_from > WINDOW:
            self._window_from, self._window_calls, self._failures = now, handled, 0
        self._failures += 1
        calls = handled - self._window_calls + self._failures
        if self._in_a_row >= self._limit:
            return True
        return calls >= ENOUGH_CALLS and self._failures >= TOO_MANY * calls
