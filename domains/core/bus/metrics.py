"""Counters and timings of the bus: plain integers on the hot path, read on demand."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Mapping
from functools import partial
from math import inf
from typing import Any

from domains.core.interfaces import IEventMetrics

SAMPLES = 1_024
"""How many recent handling times a subscription keeps for its quantiles."""

BOUNDS = (*(2.0**exponent for exponent in range(-20, 7)), inf)
"""Upper ends of the buckets: they double, from a microsecond to a minute."""


class Tally:
    """What one subscription has seen in this process."""

    __slots__ = (
        "buckets",
        "dead",
        "duplicates",
        "failed",
        "fresh",
        "note",
        "recent",
        "retried",
        "seconds",
        "untimed",
    )

    def __init__(self, *, keeps_times: bool = True) -> None:
        self.untimed = 0
        self.failed = self.retried = self.dead = self.duplicates = 0
        self.seconds = 0.0
        self.buckets = [0] * len(BOUNDS)
        self.recent: deque[float] = deque(maxlen=SAMPLES)
        self.fresh: list[float] = []
        """Times that are not sorted into buckets yet; `fold` does many at once."""
        self.note = self.fresh.append if keeps_times else self._count
        """One more delivery is done, after so many seconds. Call `fold` now and then."""

    def succeeded(self, seconds: float) -> None:
        """One more delivery is done."""
        self.note(seconds)
        if len(self.fresh) >= SAMPLES:
            self.fold()

    def fold(self) -> None:
        """Sort the fresh times into buckets."""
        times = sorted(self.fresh)
        self.recent.extend(self.fresh)
        self.fresh.clear()
        self.seconds += sum(times)
        start = 0
        for place, bound in enumerate(BOUNDS):
            end = bisect_left(times, bound, start)
            self.buckets[place] += end - start
            start = end

    @property
    def handled(self) -> int:
        """How many deliveries are done."""
        return sum(self.buckets) + len(self.fresh) + self.untimed

    def report(self) -> dict[str, Any]:
        """The numbers by name. Times are seconds."""
        self.fold()
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

    def _count(self, _seconds: float) -> None:
        self.untimed += 1

    def _cumulative(self) -> list[tuple[float, int]]:
        total, found = 0, []
        for bound, count in zip(BOUNDS, self.buckets, strict=True):
            total += count
            found.append((bound, total))
        return found


class BusMetrics(IEventMetrics):
    """What this process has seen since it started.

    Counters always run, for breakers live on them; without `keeps_times` no times are kept.
    """

    def __init__(self, *, keeps_times: bool = True) -> None:
        self.published: defaultdict[str, int] = defaultdict(int)
        self.publish_seconds: defaultdict[str, float] = defaultdict(float)
        self.dropped: defaultdict[str, int] = defaultdict(int)
        self.rejected: defaultdict[str, int] = defaultdict(int)
        self.spilled: defaultdict[str, int] = defaultdict(int)
        self.exceeded: defaultdict[str, int] = defaultdict(int)
        """By event type: what was let in beyond the limits, for a handler cannot wait."""
        self._tallies: defaultdict[str, Tally] = defaultdict(
            partial(Tally, keeps_times=keeps_times)
        )
        self._health: dict[str, tuple[str, int]] = {}

    def tally(self, subscription: str) -> Tally:
        """One subscription's counters, to be counted up."""
        return self._tallies[subscription]

    def fold(self) -> None:
        """Sort all fresh times into buckets."""
        for tally in self._tallies.values():
            tally.fold()

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
