"""SQLite: one file, one writer, transactions in place on the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from domains.core.database.interface import Connection
from domains.core.database.prepared import Prepared

BUSY_RETRY_SECONDS = 0.02
"""How long a writer waits before it asks again for a lock another process holds."""


class _SqliteConnection:
    dialect = "sqlite"

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._results: list[sa.CursorResult[Any]] = []

    async def execute(
        self, statement: sa.Executable, parameters: Any = None
    ) -> sa.CursorResult[Any]:
        result = self._connection.execute(statement, parameters)
        if result.returns_rows:
            self._results.append(result)
        return result

    async def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        ready = prepared.on(self._connection.dialect)
        with _told_as_ours(ready.sql):
            found = self._driver.execute(ready.sql, ready.arguments(parameters)).fetchall()
        return ready.rows(found)

    async def run(self, prepared: Prepared, rows: Sequence[Mapping[str, Any]]) -> None:
        ready = prepared.on(self._connection.dialect)
        with _told_as_ours(ready.sql):
            self._driver.executemany(ready.sql, [ready.arguments(row) for row in rows])

    @property
    def _driver(self) -> Any:
        return self._connection.connection.driver_connection

    def end_statements(self) -> None:
        """SQLite neither commits nor forgets while rows of a result are unread."""
        for result in self._results:
            result.close()


class SqliteDatabase:
    """One file, one writer. WAL, so that the CLI may read beside the running bot."""

    dialect = "sqlite"

    def __init__(self, url: sa.URL) -> None:
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        # AUTOCOMMIT hands the transaction to us: pysqlite would open it late and deferred.
        self._engine = sa.create_engine(url, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
        sa.event.listen(self._engine, "connect", self._configure)
        self._turn = asyncio.Lock()
        self._connection: sa.Connection | None = None

    def writing(self) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._transaction("BEGIN IMMEDIATE")

    def reading(self) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._transaction("BEGIN")

    async def close(self) -> None:
        async with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self._engine.dispose()

    @asynccontextmanager
    async def _transaction(self, begin: str) -> AsyncIterator[Connection]:
        async with self._turn:
            connection = await self._begin(begin)
            opened = _SqliteConnection(connection)
            try:
                yield opened
                opened.end_statements()
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                opened.end_statements()
                if _is_in_transaction(connection):  # a full disk, say, has ended it already
                    connection.exec_driver_sql("ROLLBACK")
                raise
            finally:
                connection.rollback()  # ends SQLAlchemy's own bookkeeping, nothing else

    async def _begin(self, begin: str) -> sa.Connection:
        # Another process (the CLI) may hold the write lock: wait without blocking the loop.
        while True:
            try:
                connection = self._connection = self._connection or self._engine.connect()
                connection.exec_driver_sql(begin)
            except sa.exc.OperationalError as error:
                if self._connection is not None:
                    self._connection.rollback()
                if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                    raise
                await asyncio.sleep(BUSY_RETRY_SECONDS)
            else:
                return connection

    @staticmethod
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            "busy_timeout = 0",
        ):
            connection.execute(f"PRAGMA {pragma}")


def _is_in_transaction(connection: sa.Connection) -> bool:
    return bool(connection.connection.driver_connection.in_transaction)  # type: ignore[union-attr]


@contextlib.contextmanager
def _told_as_ours(sql: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError.instance(sql, None, error, sqlite3.Error) from error
