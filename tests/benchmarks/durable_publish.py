"""Durable publish: a change of state and its event in one transaction, ten publishers at once."""

from __future__ import annotations

import json
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any

import sqlalchemy as sa

from domains.core import Kernel, PointsAwardedEvent
from domains.core.store.event_log import NOBODY
from domains.core.store.partitions import partition_of
from domains.core.store.tables import event_log
from tests.benchmarks.contest import Result, Run, compete
from tests.benchmarks.limits import Written, bare_asyncpg, bare_sqlite
from tests.benchmarks.report import Table, at_least
from tests.benchmarks.stage import Stage
from tests.benchmarks.state import awards, credit, kernel, spread, total

EVENTS = 300
TURNS = 4
"""In a round: short ones, because what disturbs comes in bursts."""
OURS, BY_HAND, DRIVER = "**with the bus**", "the same transaction by hand", "driver alone, by hand"
BAR = 0.9


def row_of(opened: Kernel, event: PointsAwardedEvent) -> dict[str, Any]:
    """What the log keeps of an event to which nobody listens."""
    sealed = event.sealed(opened.clock.now(), None, None)
    return {
        "event_id": sealed.event_id,
        "event_type": sealed.event_type,
        "key": sealed.key,
        "correlation_id": sealed.correlation_id,
        "occurred_at": sealed.timestamp,
        "wire": json.dumps(sealed.to_dict(), separators=(",", ":")),
        "pending": False,
        "origin": opened.bus.instance_id,
        "owner": NOBODY,
        "partition": partition_of(sealed.key),
        "claims": 0,
    }


async def with_the_bus(opened: Kernel, count: int) -> Run:
    """As a service does it."""

    async def publish(event: PointsAwardedEvent) -> None:
        async with opened.uow() as tx:
            await credit(tx, event.user_id, event.points_amount)
            tx.publish(event)

    return Run(count, await spread(awards(count), publish))


async def by_hand(opened: Kernel, count: int) -> Run:
    """The same statements through the same `Database`; the rows were built beforehand."""
    insert = sa.insert(event_log)

    async def write(written: Written) -> None:
        event, row = written
        async with opened.database.writing() as connection:
            await credit(connection, event.user_id, event.points_amount)
            await connection.execute(insert, row)

    return Run(count, await spread(_written(opened, count), write))


async def by_driver(opened: Kernel, limit: AbstractAsyncContextManager[Any], count: int) -> Run:
    """The limit: the same statements, no SQLAlchemy."""
    written = _written(opened, count)
    async with limit as write:
        return Run(count, await spread(written, write))


def _written(opened: Kernel, count: int) -> list[Written]:
    return [(event, row_of(opened, event)) for event in awards(count)]


async def _contest(kind: str, url: str, rounds: int, count: int) -> dict[str, Result]:
    limit = bare_sqlite if kind == "SQLite" else bare_asyncpg
    async with kernel(url) as opened:
        await opened.bus.initialize()

        async def checked(turn: Any) -> Run:
            before = await total(opened), await logged(opened)
            run: Run = await turn()
            written = await logged(opened) - before[1], (await total(opened) - before[0]) // 10
            if written != (count, count):
                raise RuntimeError(f"{written} events and credits of {count}")
            return run

        return await compete(
            {
                OURS: partial(checked, partial(with_the_bus, opened, count)),
                BY_HAND: partial(checked, partial(by_hand, opened, count)),
                DRIVER: partial(checked, lambda: by_driver(opened, limit(url), count)),
            },
            rounds * TURNS,
        )


async def logged(opened: Kernel) -> int:
    """How many events the log holds."""
    async with opened.database.reading() as connection:
        rows = await connection.execute(sa.select(sa.func.count()).select_from(event_log))
        return int(rows.scalar() or 0)


def measure(stage: Stage) -> list[Table]:
    """A table for each database."""
    tables = []
    for kind, url in stage.databases("publish").items():
        results = stage.run(_contest(kind, url, stage.rounds, EVENTS))
        table = Table(f"Durable publish, {kind}", ("", "events/s", "of by hand", "bar"))
        hand = results[BY_HAND]
        for name, result in results.items():
            ratio = result.ratio(hand)
            bar = at_least(ratio, BAR) if name == OURS else ""
            table.add(name, f"{result.rate:,.0f}", f"{ratio:.2f}", bar)
        tables.append(table)
    return tables
