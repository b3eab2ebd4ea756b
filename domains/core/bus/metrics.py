"""Counters and timings of the bus: plain integers on the hot path, read on demand."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from math import frexp
from typing import Any

from domains.core.interfaces import IEventMetrics

SAMPLES = 1_024
"""How many recent handling times a subscription keeps for its quantiles."""

BUCKETS = 28
"""Times fall into buckets that double: the first ends at a microsecond, the last has no end."""

_SHIFT = 19
"""A time in [2^-20, 2^-19) seconds, about a microsecond, has the exponent -19 and bucket 0."""


class Tally:
    """What one subscription has seen in this process."""

    __slots__ = (
        "buckets",
        "dead",
        "duplicates",
        "failed",
        "handled",
        "recent",
        "retried",
        "seconds",
    )

    def __init__(self) -> None:
        self.handled = self.failed = self.retried = self.dead = self.duplicates = 0
        self.seconds = 0.0
        self.buckets = [0] * BUCKETS
        self.recent: deque[float] = deque(maxlen=SAMPLES)

    def succeeded(self, seconds: float) -> None:
        """One more delivery is done."""
        self.handled += 1
        self.seconds += seconds
        self.recent.append(seconds)
        place = frexp(seconds)[1] + _SHIFT
        self.buckets[0 if place < 0 else place if place < BUCKETS else -1] += 1

    def report(self) -> dict[str, Any]:
        """The numbers by name. Times are seconds."""
        ordered = sorted(self.recent)
        attempts = self.handled + self.failed
        return {
            "handled": self.handled,
            "failed": self.failed,
            "retried": self.retried,
            "dead": self.dead,
            "duplicates": self.duplicates,
            "error_rate": self.failed / attempts if attempts else 0.0,
            "p50_seconds": _quantile(ordered, 0.5),
            "p95_seconds": _quantile(ordered, 0.95),
            "p99_seconds": _quantile(ordered, 0.99),
            "seconds_sum": self.seconds,
            "seconds_buckets": self._cumulative(),
        }

    def _cumulative(self) -> list[tuple[float, int]]:
        total, found = 0, []
        for place, count in enumerate(self.buckets):
            total += count
            bound = float("inf") if place == BUCKETS - 1 else 2.0 ** (place - _SHIFT)
            found.append((bound, total))
        return found


class BusMetrics(IEventMetrics):
    """What this process has seen since it started."""

    def __init__(self) -> None:
        self.published: defaultdict[str, int] = defaultdict(int)
        self.publish_seconds: defaultdict[str, float] = defaultdict(float)
        self.dropped: defaultdict[str, int] = defaultdict(int)
        self.rejected: defaultdict[str, int] = defaultdict(int)
        self.spilled: defaultdict[str, int] = defaultdict(int)
        self.exceeded: defaultdict[str, int] = defaultdict(int)
        """By event type: what was let in beyond the limits, for a handler cannot wait."""
        self._tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self._health: dict[str, tuple[str, int]] = {}

    def tally(self, subscription: str) -> Tally:
        """One subscription's counters, to be counted up."""
        return self._tallies[subscription]

    def failed(self, subscription: str, *, is_dead: bool) -> None:
        """An attempt failed, for good or not."""
        tally = self._tallies[subscription]
        tally.failed += 1
        if is_dead:
            tally.dead += 1
        else:
            tally.retried += 1

    def of(self, subscription: str) -> dict[str, Any]:
        """One subscription's numbers."""
        return self._tallies[subscription].report()

    async def record_event_published(self, event_type: str, seconds: float) -> None:
        self.published[event_type] += 1
        self.publish_seconds[event_type] += seconds

    async def record_event_processed(
        self, event_type: str, handler_id: str, seconds: float, success: bool
    ) -> None:
        if success:
            self._tallies[handler_id].succeeded(seconds)
        else:
            self.failed(handler_id, is_dead=False)

    async def record_subscription_health(
        self, subscription_id: str, status: str, error_count: int
    ) -> None:
        self._health[subscription_id] = (status, error_count)

    async def get_processing_metrics(self) -> Mapping[str, Any]:
        return {
            "published": dict(self.published),
            "dropped": dict(self.dropped),
            "rejected": dict(self.rejected),
            "spilled": dict(self.spilled),
            "exceeded": dict(self.exceeded),
            "subscriptions": {name: tally.report() for name, tally in self._tallies.items()},
        }

    async def get_error_metrics(self) -> Mapping[str, Any]:
        return {
            name: {"failed": tally.failed, "dead": tally.dead}
            for name, tally in self._tallies.items()
            if tally.failed
        }


def _quantile(ordered: list[float], part: float) -> float | None:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else None
