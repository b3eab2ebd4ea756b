"""PostgreSQL: a pool of connections, each transaction begun and ended by the driver."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from domains.core.database.interface import Connection, DatabaseError
from domains.core.database.prepared import Prepared

KEPT_STATEMENTS = 500
"""Prepared statements that a connection keeps: with fewer than the bot has, each would be
prepared again and again, a round trip each time."""

_REFUSALS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class _PostgresConnection:
    dialect = "postgresql"

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.driver = _driver_of(connection)

    async def execute(
        self, statement: sa.Executable, parameters: Any = None
    ) -> sa.CursorResult[Any]:
        return await self._connection.execute(statement, parameters)

    async def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        ready = prepared.on(self._connection.dialect)
        with _ToldAsOurs(ready.sql):
            rows = await self.driver.fetch(ready.sql, *ready.arguments(parameters))
        return ready.rows(rows)

    async def run(self, prepared: Prepared, rows: Sequence[Mapping[str, Any]]) -> None:
        ready = prepared.on(self._connection.dialect)
        with _ToldAsOurs(ready.sql):
            await self.driver.executemany(ready.sql, [ready.arguments(row) for row in rows])


class PostgresDatabase:
    """A pool of connections; READ COMMITTED with conditional writes."""

    dialect = "postgresql"

    def __init__(self, url: sa.URL, *, pool_size: int) -> None:
        # AUTOCOMMIT hands the transaction to us, as on SQLite. READ COMMITTED promises nothing
        # across statements, so reading alone has neither BEGIN nor COMMIT.
        self._engine: AsyncEngine = create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            pool_size=pool_size,
            max_overflow=0,
            pool_pre_ping=False,
            pool_recycle=1800,
            connect_args={
                "prepared_statement_cache_size": KEPT_STATEMENTS,
                "statement_cache_size": KEPT_STATEMENTS,
            },
        )

    def writing(self) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._transaction()

    def reading(self) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._statements()

    async def close(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def _statements(self) -> AsyncIterator[_PostgresConnection]:
        async with self._engine.connect() as connection:
            if _driver_of(connection).is_closed():  # lost while it waited in the pool
                await connection.invalidate()
                await connection.get_raw_connection()  # a new one
            opened = _PostgresConnection(connection)
            try:
                yield opened
            finally:
                await _judge(connection, opened.driver)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Connection]:
        async with self._statements() as opened:
            transaction = await _begin(opened.driver)
            try:
                yield opened
                with _ToldAsOurs("COMMIT"):
                    await transaction.commit()
            except BaseException:
                if not opened.driver.is_closed() and opened.driver.is_in_transaction():
                    with contextlib.suppress(*_REFUSALS):  # what went wrong first is told
                        await transaction.rollback()
                raise


async def _judge(connection: AsyncConnection, driver: Any) -> None:
    """A connection that is lost, or whose transaction may not have ended, is not used again."""
    if not driver.is_closed() and driver.is_in_transaction():
        driver.terminate()
    if driver.is_closed():
        await connection.invalidate()


async def _begin(driver: Any) -> Any:
    transaction = driver.transaction()
    try:
        with _ToldAsOurs("BEGIN"):
            await transaction.start()
    except BaseException:
        driver.terminate()  # who is cancelled meanwhile does not know whether it has begun
        raise
    return transaction


def _driver_of(connection: AsyncConnection) -> Any:
    """The driver's own connection behind one of the pool's."""
    pooled = connection.sync_connection
    if pooled is None:
        raise RuntimeError("the connection was not opened")
    return pooled.connection.driver_connection


class _ToldAsOurs:
    """Not a generator: every statement of the hot path passes here."""

    __slots__ = ("_sql",)

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, asyncpg.IntegrityConstraintViolationError):
            raise sa.exc.IntegrityError(self._sql, None, error) from error
        if isinstance(error, _REFUSALS):
            raise DatabaseError(self._sql, None, error) from error
