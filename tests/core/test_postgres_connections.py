"""A connection that ends badly is not used again, and the pool goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
import sqlalchemy as sa

from domains.core.database import Database, DatabaseError, Prepared, open_database

TELL = sa.text("INSERT INTO told VALUES (1)")
COUNT = sa.text("SELECT count(*) FROM told")
ME = sa.text("SELECT pg_backend_pid()")
SLEEP = Prepared(sa.select(sa.func.pg_sleep(60)))


@pytest.fixture
async def database(prepared_postgres_url: str) -> AsyncIterator[Database]:
    """With one connection only: whoever comes next has the one that went wrong."""
    opened = open_database(prepared_postgres_url, pool_size=1)
    async with opened.writing() as connection:
        await connection.execute(sa.text("CREATE TABLE told (x INTEGER)"))
    yield opened
    async with opened.writing() as connection:
        await connection.execute(sa.text("DROP TABLE told"))
    await opened.close()


async def count(database: Database) -> int:
    async with database.reading() as connection:
        return int((await connection.execute(COUNT)).scalar_one())


async def end(url: str, pid: int) -> None:
    other = await asyncpg.connect(url)
    await other.execute("SELECT pg_terminate_backend($1)", pid)
    await other.close()


@pytest.mark.parametrize("statement", ["by the driver", "by SQLAlchemy", "commit"])
async def test_a_lost_connection_is_an_error_once(
    database: Database, prepared_postgres_url: str, statement: str
) -> None:
    with pytest.raises(DatabaseError):
        async with database.writing() as connection:
            await connection.execute(TELL)
            await end(prepared_postgres_url, (await connection.execute(ME)).scalar_one())
            if statement == "by the driver":
                await connection.fetch(SLEEP, {})
            elif statement == "by SQLAlchemy":
                await connection.execute(COUNT)
    assert await count(database) == 0


async def test_a_reader_that_loses_its_connection_leaves_the_pool_whole(
    database: Database, prepared_postgres_url: str
) -> None:
    with pytest.raises(DatabaseError):
        async with database.reading() as connection:
            await end(prepared_postgres_url, (await connection.execute(ME)).scalar_one())
            await connection.fetch(SLEEP, {})
    assert await count(database) == 0


async def test_a_connection_that_was_lost_while_it_was_idle_is_replaced_without_a_word(
    database: Database, prepared_postgres_url: str
) -> None:
    async with database.writing() as connection:
        pid = (await connection.execute(ME)).scalar_one()
        driver = connection.driver  # type: ignore[attr-defined]  # to know when it has heard
    await end(prepared_postgres_url, pid)
    async with asyncio.timeout(30):
        while not driver.is_closed():
            await asyncio.sleep(0)
    async with database.writing() as connection:
        await connection.execute(TELL)
    assert await count(database) == 1


async def test_who_is_cancelled_inside_a_statement_leaves_nothing(database: Database) -> None:
    begun = asyncio.Event()

    async def wait() -> None:
        async with database.writing() as connection:
            await connection.execute(TELL)
            begun.set()
            await connection.fetch(SLEEP, {})

    waiting = asyncio.create_task(wait())
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await count(database) == 0


async def test_who_is_cancelled_again_while_rolling_back_leaves_no_open_transaction(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cancelled(_: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch, pytest.raises(asyncio.CancelledError):
        patch.setattr(asyncpg.transaction.Transaction, "rollback", cancelled)
        async with database.writing() as connection:
            await connection.execute(TELL)
            raise RuntimeError("the first cancellation may come from anywhere")
    assert await count(database) == 0
    async with database.writing() as connection:
        await connection.execute(TELL)
    assert await count(database) == 1


async def test_who_is_cancelled_while_beginning_leaves_no_transaction_to_the_next(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins = asyncio.Event()
    start = asyncpg.transaction.Transaction.start

    async def told(transaction: asyncpg.transaction.Transaction) -> None:
        begins.set()
        await start(transaction)

    async def begin() -> None:
        async with database.writing():
            await asyncio.Event().wait()

    for _ in range(20):
        begins.clear()
        with monkeypatch.context() as patch:
            patch.setattr(asyncpg.transaction.Transaction, "start", told)
            beginning = asyncio.create_task(begin())
            await begins.wait()
        beginning.cancel()
        with pytest.raises(asyncio.CancelledError):
            await beginning
        async with database.reading() as connection:
            await connection.execute(COUNT)
            assert not connection.driver.is_in_transaction()  # type: ignore[attr-defined]
