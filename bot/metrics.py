"""The bus's numbers for Prometheus. Read when somebody scrapes, from counters that exist anyway.

The one place that knows both the keys of `bus.get_metrics()` and the names on the outside.
Keys that a version of the bus does not have are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from domains.core import EventBus
from domains.core.operations.model import Status

BREAKER_STATES = ("closed", "half open", "open")
PER_SUBSCRIPTION = {
    "handled": "Deliveries that succeeded.",
    "failed": "Attempts that failed.",
    "retried": "Failed attempts that are tried again.",
    "dead": "Deliveries that were given up.",
    "duplicates": "Deliveries whose effect had happened already.",
}
PER_BUS = {
    "backlog": ("lane_backlog", "Deliveries in memory, waiting or running."),
    "backlog_bytes": ("lane_backlog_bytes", "What their events weigh."),
    "workers": ("workers", "Lanes that are worked on right now."),
    "pressure": ("pressure", "How full the memory is; from 1 on, publishers wait."),
    "blocked_sequences": ("blocked_sequences", "Sequences behind a dead letter."),
    "unreadable_events": ("unreadable_events", "Events that this version cannot read."),
    "wanted_keys": ("wanted_keys", "Keys of which something waits in the log alone."),
    "partitions": ("partitions", "Partitions that this instance serves."),
    "is_healthy": ("accepting", "1 while the bus accepts events."),
}
REFUSED = {
    "dropped": "Ephemeral events that were dropped to make room.",
    "rejected": "Events that were refused because the bus was full.",
    "exceeded": "Events let in beyond the limits, for a handler cannot wait.",
    "spilled": "Durable deliveries left to the log because the memory was full.",
}
QUANTILES = {"p50_seconds": "0.5", "p95_seconds": "0.95", "p99_seconds": "0.99"}


async def read(bus: EventBus) -> dict[str, Any]:
    """What the bus has counted, with each subscription's breaker."""
    metrics = await bus.get_metrics()
    return {**metrics, "subscriptions": await bus.get_subscription_health()}


class Exposition:
    """Answers scrapes with what the caller has just read."""

    def __init__(self) -> None:
        self._process = ProcessCollector(registry=None)

    def render(
        self, metrics: Mapping[str, Any], status: Status | None, accept: str = ""
    ) -> tuple[bytes, str]:
        """The page and its content type. Without a status the database did not answer."""
        encode, content_type = choose_encoder(accept)
        registry = CollectorRegistry()
        registry.register(self._process)
        registry.register(_Families([*bus_families(metrics), *database_families(status)]))
        return encode(registry), content_type


@dataclass(frozen=True, eq=False)
class _Families(Collector):
    families: list[Metric]

    def collect(self) -> Iterable[Metric]:
        return self.families


def bus_families(metrics: Mapping[str, Any]) -> Iterator[Metric]:
    """What this process has counted since it started."""
    subscriptions: Mapping[str, Mapping[str, Any]] = metrics.get("subscriptions", {})
    yield _counter("published", "Events accepted.", "type", metrics.get("published", {}))
    for key, text in PER_SUBSCRIPTION.items():
        yield _counter(key, text, "subscription", _each(subscriptions, key))
    yield from _latency(subscriptions)
    yield from _breakers(_each(subscriptions, "breaker"))
    for key, (name, text) in PER_BUS.items():
        if key in metrics:
            yield GaugeMetricFamily(f"diana_bus_{name}", text, value=float(metrics[key]))
    for key, text in REFUSED.items():
        if key in metrics:
            found = metrics[key]
            yield _counter(key, text, "type", found if isinstance(found, dict) else {"": found})
    yield from _mirror(metrics.get("mirror", {}))


def database_families(status: Status | None) -> Iterator[Metric]:
    """What all instances together have in the database."""
    answers = status is not None
    yield GaugeMetricFamily("diana_bus_database_up", "1 when it answered.", value=float(answers))
    if status is None:
        return
    alive = sum(each.holds_lease for each in status.instances)
    for name, text, value in (
        ("instances_alive", "Instances that hold their lease.", alive),
        ("pending_events", "Events that some subscription is not done with.", status.pending),
        (
            "oldest_pending_seconds",
            "Age of the oldest pending event.",
            status.oldest_pending_seconds or 0,
        ),
        ("scheduled_events", "Events that are published later.", status.scheduled),
        ("paused_subscriptions", "Subscriptions that an operator has paused.", len(status.paused)),
    ):
        yield GaugeMetricFamily(f"diana_bus_{name}", text, value=float(value))
    unfinished = GaugeMetricFamily(
        "diana_bus_unfinished_deliveries",
        "Deliveries that failed or wait, by state.",
        labels=["subscription", "state"],
    )
    for each in status.subscriptions:
        for state in ("retry", "replay", "dead", "parked"):
            unfinished.add_metric([each.subscription, state], getattr(each, state))
    yield unfinished


def _latency(subscriptions: Mapping[str, Mapping[str, Any]]) -> Iterator[Metric]:
    seconds = HistogramMetricFamily(
        "diana_bus_handling_seconds",
        "Duration of attempts that succeeded.",
        labels=["subscription"],
    )
    quantiles = GaugeMetricFamily(
        "diana_bus_handling_quantile_seconds",
        "Duration of recent successful attempts.",
        labels=["subscription", "quantile"],
    )
    for name, numbers in subscriptions.items():
        for key, quantile in QUANTILES.items():
            if numbers.get(key) is not None:
                quantiles.add_metric([name, quantile], numbers[key])
        if numbers.get("seconds_buckets"):
            buckets = _buckets(numbers["seconds_buckets"], numbers.get("seconds_count"))
            seconds.add_metric([name], buckets, numbers.get("seconds_sum", 0.0))
    yield seconds
    yield quantiles


def _buckets(buckets: Iterable[tuple[float, int]], count: int | None) -> list[tuple[str, float]]:
    found = [(_bound(bound), float(number)) for bound, number in buckets]
    if found[-1][0] != "+Inf":
        found.append(("+Inf", found[-1][1] if count is None else float(count)))
    return found


def _bound(bound: float) -> str:
    return "+Inf" if bound == float("inf") else repr(float(bound))


def _breakers(states: Mapping[str, str]) -> Iterator[Metric]:
    if not states:
        return
    breakers = GaugeMetricFamily(
        "diana_bus_breaker_state",
        "1 for the state that the breaker is in.",
        labels=["subscription", "state"],
    )
    for name, present in states.items():
        for state in BREAKER_STATES:
            breakers.add_metric([name, state], float(state == present))
    yield breakers


def _mirror(report: Mapping[str, Any]) -> Iterator[Metric]:
    figures = {
        name: float(value) for name, value in report.items() if isinstance(value, int | float)
    }
    if not figures:
        return
    mirror = GaugeMetricFamily(
        "diana_bus_mirror", "What the mirror of events reports.", labels=["figure"]
    )
    for name, value in figures.items():
        mirror.add_metric([name], value)
    yield mirror


def _counter(name: str, text: str, label: str, numbers: Mapping[str, Any]) -> Metric:
    family = CounterMetricFamily(f"diana_bus_{name}", text, labels=[label])
    for labelled, number in numbers.items():
        family.add_metric([labelled], number)
    return family


def _each(subscriptions: Mapping[str, Mapping[str, Any]], key: str) -> dict[str, Any]:
    return {name: numbers[key] for name, numbers in subscriptions.items() if key in numbers}
