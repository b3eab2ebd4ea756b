"""Durable handle: a backlog of events, each changing state in a transaction of its own."""

from __future__ import annotations

from functools import partial
from time import perf_counter

from domains.core import EventBusConfig, Kernel, PointsAwardedEvent, effect
from domains.core.unit_of_work import Transaction
from tests.benchmarks.contest import Result, Run, compete
from tests.benchmarks.report import Table, at_least
from tests.benchmarks.stage import Stage
from tests.benchmarks.state import AT_ONCE, awards, credit, kernel, spread, total

EVENTS = 300
TURNS = 4
"""In a round: short ones, because what disturbs comes in bursts."""
OURS, BARE = "**handler of the bus, with inbox**", "the handler's transaction alone"
BAR = 0.8


async def handle(event: PointsAwardedEvent, tx: Transaction) -> None:
    """What both contestants do for an event."""
    await credit(tx, event.user_id, event.points_amount)


async def by_the_bus(opened: Kernel, count: int) -> Run:
    """From the commit of the backlog until every event is handled and marked done."""
    async with opened.uow() as tx:
        for event in awards(count):
            tx.publish(event)
    started = perf_counter()
    await opened.bus.settle()
    return Run(count, perf_counter() - started)


async def bare(opened: Kernel, count: int) -> Run:
    """A loop over the same events: no inbox, no order, no isolation, no mark."""

    async def run(event: PointsAwardedEvent) -> None:
        async with opened.database.writing() as connection:
            await credit(connection, event.user_id, event.points_amount)

    return Run(count, await spread(awards(count), run))


async def _contest(url: str, turns: int, count: int) -> dict[str, Result]:
    async with kernel(url, EventBusConfig(max_concurrent_handlers=AT_ONCE)) as opened:
        opened.bus.add([effect("bench.credit", PointsAwardedEvent, handle)])
        await opened.bus.initialize()
        results = await compete(
            {OURS: partial(by_the_bus, opened, count), BARE: partial(bare, opened, count)}, turns
        )
        expected = 2 * (turns + 1) * count * 10
        if (credited := await total(opened)) != expected:
            raise RuntimeError(f"{credited} credited, not {expected}")
    return results


def measure(stage: Stage) -> list[Table]:
    """A table for each database."""
    tables = []
    for kind, url in stage.databases("handle").items():
        results = stage.run(_contest(url, stage.rounds * TURNS, EVENTS))
        table = Table(f"Durable handle, {kind}", ("", "events/s", "ratio", "bar"))
        for name, result in results.items():
            ratio = result.ratio(results[BARE])
            bar = at_least(ratio, BAR) if name == OURS else ""
            table.add(name, f"{result.rate:,.0f}", f"{ratio:.2f}", bar)
        tables.append(table)
    return tables
