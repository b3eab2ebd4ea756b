"""End to end: an event is published, three modules each write a row for it, all on disk."""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import partial
from statistics import median
from time import perf_counter
from uuid import UUID

from domains.core import Kernel, PointsAwardedEvent, effect
from domains.core.bus.delivery import Delivery
from domains.core.bus.subscription import Subscription
from domains.core.events.base import BaseEvent
from domains.core.tasks import TaskSupervisor
from domains.core.unit_of_work import Transaction
from tests.benchmarks.contest import Run, compete
from tests.benchmarks.report import MILLI, Table, at_least, below
from tests.benchmarks.stage import Stage
from tests.benchmarks.state import awards, credit, kernel, spread, total

HANDLERS = 3
SATURATED_EVENTS = 1_000
PACE = 1_000
"""Events per second."""
PACED_SECONDS = 4.0
P95_MILLIS = 100.0


class Watch:
    """Notes when the last handler of each event has committed."""

    def __init__(self) -> None:
        self.ends: dict[UUID, float] = {}
        self._handled: Counter[UUID] = Counter()

    def published(self, event: BaseEvent) -> None:
        """Not of interest."""

    def handled(self, delivery: Delivery, seconds: float, error: Exception | None) -> None:
        event_id = delivery.event.event_id
        self._handled[event_id] += error is None
        if self._handled[event_id] == HANDLERS:
            self.ends[event_id] = perf_counter()


def writers() -> list[Subscription]:
    """Three subscriptions, each with state of its own."""
    return [
        effect(f"bench{number}.write", PointsAwardedEvent, partial(_write, number))
        for number in range(HANDLERS)
    ]


async def _write(number: int, event: PointsAwardedEvent, tx: Transaction) -> None:
    await credit(tx, event.user_id, event.points_amount, handler=number)


async def saturated(opened: Kernel) -> Run:
    """As fast as ten publishers can, until every handler has committed."""

    async def publish(event: PointsAwardedEvent) -> None:
        await opened.bus.publish(event)

    events = awards(SATURATED_EVENTS)
    started = perf_counter()
    await spread(events, publish)
    await opened.bus.settle()
    return Run(len(events), perf_counter() - started)


async def paced(opened: Kernel) -> Run:
    """Every event is due at its instant, whether or not the ones before are done.

    Latency counts from that instant, so a bus that falls behind cannot hide it.
    """
    watch = Watch()
    opened.bus.observe(watch)
    tasks = TaskSupervisor()
    events = awards(int(PACE * PACED_SECONDS))
    began = perf_counter()
    due: dict[UUID, float] = {}
    for number, event in enumerate(events):
        due[event.event_id] = began + number / PACE
        while (early := due[event.event_id] - perf_counter()) > 0:
            await asyncio.sleep(early)
        tasks.spawn("publish", _publish(opened, event))
    while len(watch.ends) < len(events):
        await asyncio.sleep(0.01)
    await opened.bus.settle()
    latencies = sorted(watch.ends[event_id] - at for event_id, at in due.items())
    return Run(len(events), max(watch.ends.values()) - began, tuple(latencies))


async def _publish(opened: Kernel, event: PointsAwardedEvent) -> None:
    await opened.bus.publish(event)


async def _measure(url: str, rounds: int) -> tuple[float, list[Run]]:
    async with kernel(url) as opened:
        opened.bus.add(writers())
        await opened.bus.initialize()
        rate = (await compete({"": partial(saturated, opened)}, rounds))[""].rate
        runs = [await paced(opened) for _ in range(max(1, rounds // 2))]
        events = SATURATED_EVENTS * (rounds + 1) + sum(run.count for run in runs)
        if (credited := await total(opened)) != events * HANDLERS * 10:
            raise RuntimeError(f"{credited} credited for {events} events")
    return rate, runs


def measure(stage: Stage) -> list[Table]:
    """Both databases in one table."""
    columns = ("", "saturated", "bar", "paced at 1,000/s: achieved", "p50 / p95 / p99 ms", "bar")
    table = Table("End to end, three transactional handlers", columns)
    for kind, url in stage.databases("endtoend").items():
        rate, runs = stage.run(_measure(url, stage.rounds))
        p50, p95, p99 = (median(r.quantile(q) for r in runs) * MILLI for q in (0.5, 0.95, 0.99))
        table.add(
            kind,
            f"{rate:,.0f}/s",
            at_least(rate, 1_000),
            f"{median(run.rate for run in runs):,.0f}/s",
            f"{p50:,.1f} / {p95:,.1f} / {p99:,.1f}",
            f"p95 {below(p95, P95_MILLIS, 'ms')}",
        )
    return [table]
