"""How many events may be published in a second: a fuse against a publisher that runs wild."""

from __future__ import annotations

from domains.core.bus.metrics import BusMetrics
from domains.core.clock import Clock
from domains.core.events.base import BaseEvent
from domains.core.interfaces import EventOverloadError


class RateLimit:
    """Counts seconds of the clock, each by itself. Without a limit it counts nothing."""

    def __init__(self, most: int | None, clock: Clock, metrics: BusMetrics) -> None:
        self._most = most
        self._clock = clock
        self._metrics = metrics
        self._second = self._taken = 0

    @property
    def is_set(self) -> bool:
        """Is there a limit?"""
        return self._most is not None

    def take(self, event: BaseEvent) -> None:
        """Let one more event in. Raises EventOverloadError above the limit."""
        if self._most is None:
            return
        second = int(self._clock.now().timestamp())
        if second != self._second:
            self._second, self._taken = second, 0
        if self._taken >= self._most:
            self._metrics.rejected[event.event_type] += 1
            message = f"more than {self._most} events are published in a second"
            raise EventOverloadError(message, event.event_id)
        self._taken += 1
