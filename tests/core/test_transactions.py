"""A transaction that ends badly leaves a clean database behind, and says what went wrong."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from domains.core import EventBusConfig, Kernel, PointsAwardedEvent, Transaction, effect
from domains.core.clock import VirtualClock
from domains.core.database import Database, open_database
from domains.core.store.tables import inbox
from tests.core.test_bus import pending, points


async def enter(tx: Transaction, number: int, name: str = "s") -> None:
    await tx.execute(
        sa.insert(inbox).values(subscription=name, event_id=UUID(int=number), handled_at=tx.now)
    )


async def entries(kernel: Kernel) -> list[int]:
    async with kernel.uow.reading() as tx:
        return sorted(e.int for e in (await tx.execute(sa.select(inbox.c.event_id))).scalars())


async def test_a_statement_that_undoes_the_whole_transaction_keeps_its_own_error(
    prepared_sqlite_url: str, clock: VirtualClock
) -> None:
    """As a full disk does: SQLite has rolled back before we can."""
    kernel = Kernel.open(prepared_sqlite_url, clock)
    async with kernel.database.writing() as connection:
        await connection.execute(
            sa.text(
                "CREATE TRIGGER full BEFORE INSERT ON core_inbox WHEN new.subscription = 'full'"
                " BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END"
            )
        )
    with pytest.raises(sa.exc.IntegrityError, match="disk is full"):
        async with kernel.uow() as tx:
            await enter(tx, 1)
            await tx.execute(
                sa.insert(inbox).values(
                    subscription="full", event_id=UUID(int=2), handled_at=tx.now
                )
            )
    async with kernel.uow() as tx:
        await enter(tx, 3)
    assert await entries(kernel) == [3]
    await kernel.close()


async def test_a_commit_that_fails_leaves_nothing_and_the_next_one_works(
    prepared_sqlite_url: str, clock: VirtualClock
) -> None:
    kernel = Kernel.open(prepared_sqlite_url, clock)
    async with kernel.database.writing() as connection:
        await connection.execute(sa.text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        await connection.execute(
            sa.text(
                "CREATE TABLE child (p INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
            )
        )
    with pytest.raises(sa.exc.IntegrityError):
        async with kernel.uow() as tx:
            await enter(tx, 1)
            await tx.execute(sa.text("INSERT INTO child VALUES (1)"))
    async with kernel.uow() as tx:
        await enter(tx, 2)
    assert await entries(kernel) == [2]
    await kernel.close()


async def test_opening_waits_for_a_file_that_another_process_holds(tmp_path: Path) -> None:
    path = tmp_path / "held.db"
    held = sqlite3.connect(path, isolation_level=None)
    held.execute("CREATE TABLE t (x INTEGER)")
    held.execute("BEGIN EXCLUSIVE")
    database = open_database(f"sqlite:///{path}")

    async def write() -> None:
        async with database.writing() as connection:
            await connection.execute(sa.text("INSERT INTO t VALUES (1)"))

    writing = asyncio.ensure_future(write())
    await asyncio.sleep(0.05)
    assert not writing.done()
    held.execute("COMMIT")
    held.close()
    async with asyncio.timeout(2):
        await writing
    await database.close()


async def test_whoever_gives_up_waiting_or_in_the_middle_harms_nobody(kernel: Kernel) -> None:
    inside, never = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with kernel.uow() as tx:
            await enter(tx, 1)
            inside.set()
            await never.wait()

    async def wait(number: int) -> None:
        async with kernel.uow() as tx:
            await enter(tx, number)

    holding = asyncio.ensure_future(hold())
    await inside.wait()
    waiting = [asyncio.ensure_future(wait(number)) for number in (1, 3)]
    await asyncio.sleep(0.05)
    waiting[0].cancel()
    holding.cancel()
    await asyncio.gather(holding, *waiting, return_exceptions=True)
    await wait(4)
    assert await entries(kernel) == [3, 4]


async def test_a_handler_that_runs_out_of_time_writes_nothing_and_is_retried(
    prepared_url: str, clock: VirtualClock
) -> None:
    kernel = Kernel.open(prepared_url, clock, EventBusConfig(handler_timeout_seconds=0.1))
    tried: list[int] = []

    async def hang(event: PointsAwardedEvent, tx: Transaction) -> None:
        await enter(tx, event.points_amount + len(tried) * 10)
        tried.append(event.points_amount)
        if len(tried) == 1:
            await asyncio.Event().wait()

    kernel.bus.add([effect("test.hang", PointsAwardedEvent, hang)])
    await kernel.bus.initialize()
    event = await _publish(kernel, 1)
    await kernel.bus.settle()
    clock.advance(1)
    await kernel.bus.settle()
    assert tried == [1, 1]
    assert set(await entries(kernel)) == {11, event.event_id.int}
    assert await pending(kernel) == 0
    await kernel.close()


async def test_more_handlers_than_connections_all_end(
    prepared_postgres_url: str, clock: VirtualClock
) -> None:
    kernel = Kernel.open(prepared_postgres_url, clock)

    async def slow(event: PointsAwardedEvent, tx: Transaction) -> None:
        await tx.execute(sa.text("SELECT pg_sleep(0.01)"))
        tx.publish(points(event.user_id, 2)) if event.points_amount == 1 else None

    kernel.bus.add([effect("test.slow", PointsAwardedEvent, slow)])
    await kernel.bus.initialize()
    async with asyncio.timeout(20):
        await asyncio.gather(*(_publish(kernel, 1, user) for user in range(1, 151)))
        await kernel.bus.settle()
    assert await pending(kernel) == 0
    await kernel.close()


async def test_connections_cut_by_the_server_cost_a_retry_and_nothing_else(
    prepared_postgres_url: str, clock: VirtualClock
) -> None:
    kernel = Kernel.open(prepared_postgres_url, clock)
    other = open_database(prepared_postgres_url)
    seen: list[int] = []

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        if not seen:
            seen.append(0)
            await _cut_all_others(other)
        await enter(tx, event.points_amount)
        seen.append(event.points_amount)

    kernel.bus.add([effect("test.note", PointsAwardedEvent, note)])
    await kernel.bus.initialize()
    async with kernel.uow() as tx:
        for amount in (1, 2):
            tx.publish(points(7, amount))
    for _ in range(10):
        async with asyncio.timeout(10):
            while kernel.bus.engine.workers.is_busy:
                await asyncio.sleep(0)
                await kernel.bus.engine.workers.quiet.wait()
        clock.advance(2)
    await kernel.bus.settle()
    assert seen == [0, 1, 2]
    assert await pending(kernel) == 0
    await other.close()
    await kernel.close()


async def _publish(kernel: Kernel, amount: int, user: int = 7) -> PointsAwardedEvent:
    event = points(user, amount)
    await kernel.bus.publish(event)
    return event


async def _cut_all_others(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
