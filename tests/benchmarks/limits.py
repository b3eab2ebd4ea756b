"""The databases without SQLAlchemy: how fast the two statements of a publication can be."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg

from domains.core import PointsAwardedEvent
from tests.benchmarks.state import AT_ONCE

Written = tuple[PointsAwardedEvent, dict[str, Any]]
"""An event and the row that the log keeps of it."""

UPSERT = """
    INSERT INTO bench_balance (handler, user_id, amount) VALUES (0, {0}, {1})
    ON CONFLICT (handler, user_id) DO UPDATE SET amount = bench_balance.amount + excluded.amount
"""


def _insert(row: dict[str, Any], marks: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in row)
    return f"INSERT INTO core_event_log ({names}) VALUES ({', '.join(marks)})"


@asynccontextmanager
async def bare_asyncpg(url: str) -> AsyncIterator[Callable[[Written], Awaitable[None]]]:
    """A pool with a connection for each publisher; both statements prepared."""
    upsert = UPSERT.format("$1", "$2")
    async with asyncpg.create_pool(url, min_size=AT_ONCE, max_size=AT_ONCE) as pool:

        async def write(written: Written) -> None:
            event, row = written
            insert = _insert(row, [f"${n}" for n in range(1, len(row) + 1)])
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute(upsert, event.user_id, event.points_amount)
                await connection.execute(insert, *row.values())

        yield write


@asynccontextmanager
async def bare_sqlite(url: str) -> AsyncIterator[Callable[[Written], Awaitable[None]]]:
    """The standard library's driver, in place, with the same pragmas."""
    upsert = UPSERT.format("?", "?")
    database = sqlite3.connect(Path(urlsplit(url).path), isolation_level=None)
    database.execute("PRAGMA synchronous = NORMAL")

    async def write(written: Written) -> None:
        event, row = written
        database.execute("BEGIN IMMEDIATE")
        database.execute(upsert, (event.user_id, event.points_amount))
        database.execute(_insert(row, "?" * len(row)), [_plain(v) for v in row.values()])
        database.execute("COMMIT")

    yield write
    database.close()


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value
