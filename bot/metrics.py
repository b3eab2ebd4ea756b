"""The bus's numbers for Prometheus. Read when somebody scrapes, from counters that exist anyway.

The one place that knows both the keys of `bus.get_metrics()` and the names on the outside.
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
from domains.core.bus.breaker import BreakerState
from domains.core.operations.model import Status

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
    "unreadable_broadcasts": ("unreadable_broadcasts", "Broadcasts that it cannot read."),
    "partitions": ("partitions", "Partitions that this instance holds; 0 when it works alone."),
    "holds_lease": ("lease", "1 while the database takes this instance's heartbeat."),
    "metrics_enabled": ("metrics_enabled", "1 when handling times are kept; 0: no latencies."),
    "is_healthy": ("accepting", "1 while the bus accepts events."),
}
REFUSED = {
    "dropped": "Ephemeral events that were dropped to make room.",
    "rejected": "Events that were refused because the bus was full.",
    "exceeded": "Events let in beyond the limits, for a handler cannot wait.",
    "spilled": "Durable deliveries left to the log because the memory was full.",
}
MIRROR_GAUGES = {
    "connected": "1 while Redis answers.",
    "backlog": "Entries that wait to be written.",
    "backlog_bytes": "What they weigh.",
}
MIRROR_COUNTERS = {
    "written": "Entries that Redis has confirmed.",
    "dropped": "Entries that no longer fitted while Redis was away.",
    "outages": "How often Redis went away.",
    "reconnects": "How often a part of the mirror found it again.",
    "duplicates": "Broadcasts that came a second time.",
    "gaps": "How often broadcasts were missed.",
    "undecodable": "Entries that could not be read.",
    "claimed": "Entries taken over from readers that died.",
    "gone_before_read": "Entries that were gone when their reader came.",
    "groups_recreated": "Groups of readers that had to be made again.",
    "consumers_removed": "Readers that were tidied away.",
    "trimmed": "Entries that were tidied away.",
}
MIRROR_RUNNING = {
    "unconfirmed": "Entries on their way to Redis.",
    "broadcast_lag": "Broadcasts that this instance has not read yet.",
}
"""Known only between the mirror's start and its end."""
QUANTILES = {"p50_seconds": "0.5", "p95_seconds": "0.95", "p99_seconds": "0.99"}


async def read(bus: EventBus) -> dict[str, Any]:
    """What the bus has counted, with each subscription's breaker."""
    return {
        **await bus.get_metrics(),
        "subscriptions": await bus.get_subscription_health(),
        "metrics_enabled": bus.config.metrics_enabled,
    }


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
    subscriptions: Mapping[str, Mapping[str, Any]] = metrics["subscriptions"]
    yield _counter("published", "Events accepted.", "type", metrics["published"])
    for key, text in PER_SUBSCRIPTION.items():
        yield _counter(key, text, "subscription", _each(subscriptions, key))
    if metrics["metrics_enabled"]:
        yield from _latency(subscriptions)
    yield _breakers(subscriptions)
    paused = GaugeMetricFamily(
        "diana_bus_paused", "1 while an operator pauses it here.", labels=["subscription"]
    )
    for name, numbers in subscriptions.items():
        paused.add_metric([name], float(numbers["paused"]))
    yield paused
    for key, (name, text) in PER_BUS.items():
        yield _gauge(name, text, metrics[key])
    for key, text in REFUSED.items():
        yield _counter(key, text, "type", metrics[key])
    if metrics["mirror"]:
        yield from _mirror(metrics["mirror"])


def database_families(status: Status | None) -> Iterator[Metric]:
    """What all instances together have in the database."""
    answers = status is not None
    yield _gauge("database_up", "1 when it answered.", answers)
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
        yield _gauge(name, text, value)
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
            if numbers[key] is not None:  # nothing was handled yet
                quantiles.add_metric([name, quantile], numbers[key])
        buckets = [(_bound(bound), float(count)) for bound, count in numbers["seconds_buckets"]]
        seconds.add_metric([name], buckets, numbers["seconds_sum"])
    yield seconds
    yield quantiles


def _bound(bound: float) -> str:
    return "+Inf" if bound == float("inf") else repr(float(bound))


def _breakers(subscriptions: Mapping[str, Mapping[str, Any]]) -> Metric:
    breakers = GaugeMetricFamily(
        "diana_bus_breaker_state",
        "1 for the state that the breaker is in.",
        labels=["subscription", "state"],
    )
    for name, numbers in subscriptions.items():
        for state in BreakerState:
            is_present = numbers["breaker"] == state.value
            breakers.add_metric([name, state.name.lower()], float(is_present))
    return breakers


def _mirror(report: Mapping[str, Any]) -> Iterator[Metric]:
    for key, text in MIRROR_GAUGES.items():
        yield _gauge(f"mirror_{key}", text, report[key])
    for key, text in MIRROR_COUNTERS.items():
        yield CounterMetricFamily(f"diana_bus_mirror_{key}", text, value=report[key])
    if "unconfirmed" not in report:
        return
    for key, text in MIRROR_RUNNING.items():
        yield _gauge(f"mirror_{key}", text, report[key])
    lag = GaugeMetricFamily(
        "diana_bus_mirror_partition_lag",
        "Entries of a partition that its holder has not read yet.",
        labels=["partition"],
    )
    for partition, entries in report["partition_lag"].items():
        lag.add_metric([str(partition)], float(entries))
    yield lag


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"diana_bus_{name}", text, value=float(value))


def _counter(name: str, text: str, label: str, numbers: Mapping[str, Any]) -> Metric:
    family = CounterMetricFamily(f"diana_bus_{name}", text, labels=[label])
    for labelled, number in numbers.items():
        family.add_metric([labelled], number)
    return family


def _each(subscriptions: Mapping[str, Mapping[str, Any]], key: str) -> dict[str, Any]:
    return {name: numbers[key] for name, numbers in subscriptions.items()}
