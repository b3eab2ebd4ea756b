"""Counters and timings of the bus: plain integers on the hot path, read on demand."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any

from domains.core.interfaces import IEventMetrics

SAMPLES = 1_024
"""How many recent handling times a subscription keeps for its quantiles."""


class _Tally:
    __slots__ = ("dead", "duplicates", "failed", "handled", "retried", "seconds")

    def __init__(self) -> None:
        self.handled = self.failed = self.retried = self.dead = self.duplicates = 0
        self.seconds: deque[float] = deque(maxlen=SAMPLES)

    def report(self) -> dict[str, Any]:
        ordered = sorted(self.seconds)
        attempts = self.handled + self.failed
        return {
            "handled": self.handled,
            "failed": self.failed,
            "retried": self.retried,
            "dead": self.dead,
            "duplicates": self.duplicates,
            "error_rate": self.failed / attempts if attempts else 0.0,
            "p50_seconds": ordered[len(ordered) // 2] if ordered else None,
            "p95_seconds": ordered[int(len(ordered) * 0.95)] if ordered else None,
        }


class BusMetrics(IEventMetrics):
    """What this process has seen since it started."""

    def __init__(self) -> None:
        self.published: defaultdict[str, int] = defaultdict(int)
        self.publish_seconds: defaultdict[str, float] = defaultdict(float)
        self._tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
        self._health: dict[str, tuple[str, int]] = {}

    def handled(self, subscription: str, seconds: float) -> None:
        tally = self._tallies[subscription]
        tally.handled += 1
        tally.seconds.append(seconds)

    def failed(self, subscription: str, *, retried: bool) -> None:
        tally = self._tallies[subscription]
        tally.failed += 1
        if retried:
            tally.retried += 1
        else:
            tally.dead += 1

    def duplicate(self, subscription: str) -> None:
        self._tallies[subscription].duplicates += 1

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
            self.handled(handler_id, seconds)
        else:
            self.failed(handler_id, retried=True)

    async def record_subscription_health(
        self, subscription_id: str, status: str, error_count: int
    ) -> None:
        self._health[subscription_id] = (status, error_count)

    async def get_processing_metrics(self) -> Mapping[str, Any]:
        return {
            "published": dict(self.published),
            "subscriptions": {name: tally.report() for name, tally in self._tallies.items()},
        }

    async def get_error_metrics(self) -> Mapping[str, Any]:
        return {
            name: {"failed": tally.failed, "dead": tally.dead}
            for name, tally in self._tallies.items()
            if tally.failed
        }
