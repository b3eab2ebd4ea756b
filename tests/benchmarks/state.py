"""The state that durable benchmarks change, and events that go with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from domains.core import EventBusConfig, Kernel, PointsAwardedEvent
from domains.core.clock import SystemClock
from domains.core.database import insert_into
from domains.core.tasks import TaskSupervisor

T = TypeVar("T")

AT_ONCE = 10
"""Publishers, or handlers, at the same time."""

KEYS_EACH = 20
"""People that one of them is concerned with: no two wait for the same row."""

balance = sa.Table(
    "bench_balance",
    sa.MetaData(),
    sa.Column("handler", sa.SmallInteger, primary_key=True),
    sa.Column("user_id", sa.BigInteger, primary_key=True),
    sa.Column("amount", sa.BigInteger, nullable=False),
)


class Executes(Protocol):
    """A transaction of the bus, or a bare connection."""

    @property
    def dialect(self) -> str: ...

    async def execute(self, statement: sa.Executable, parameters: Any = None) -> Any: ...


async def credit(to: Executes, user_id: int, amount: int, handler: int = 0) -> None:
    """The change of state: one upsert."""
    await to.execute(
        _CREDIT[to.dialect], {"handler": handler, "user_id": user_id, "amount": amount}
    )


def _upsert(dialect: str) -> postgresql.Insert:
    insert = insert_into(balance, dialect)
    return insert.on_conflict_do_update(
        index_elements=["handler", "user_id"],
        set_={"amount": balance.c.amount + insert.excluded.amount},
    )


# Kept: a statement built for each call would cost more than all that is measured here.
_CREDIT = {dialect: _upsert(dialect) for dialect in ("sqlite", "postgresql")}


@asynccontextmanager
async def kernel(url: str, config: EventBusConfig | None = None) -> AsyncIterator[Kernel]:
    """A kernel on a database that has every table, and ours. Not yet initialized."""
    opened = Kernel.open(url, SystemClock(), config)
    async with opened.database.writing() as connection:
        await connection.execute(sa.schema.CreateTable(balance, if_not_exists=True))
    try:
        yield opened
    finally:
        await opened.close()


async def total(opened: Kernel) -> int:
    """Everything ever credited."""
    async with opened.database.reading() as connection:
        rows = await connection.execute(sa.select(sa.func.sum(balance.c.amount)))
        return int(rows.scalar() or 0)


def awards(count: int) -> list[PointsAwardedEvent]:
    """Events of the catalogue, ready to publish; in turns one for each who works at once."""
    return [
        PointsAwardedEvent(
            user_id=number % AT_ONCE * 1_000 + number // AT_ONCE % KEYS_EACH + 1,
            points_amount=10,
            action_type="daily",
        )
        for number in range(count)
    ]


async def spread(items: Sequence[T], work: Callable[[T], Awaitable[None]]) -> float:
    """Do the work for each item, so many at once; gives the seconds it took."""
    tasks = TaskSupervisor()

    async def share(number: int) -> None:
        for item in items[number::AT_ONCE]:
            await work(item)

    started = perf_counter()
    for task in [tasks.spawn(f"share {number}", share(number)) for number in range(AT_ONCE)]:
        await task
    return perf_counter() - started
