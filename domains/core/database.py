"""Where the truth is kept: PostgreSQL, or SQLite in one file.

Both speak through one small `Connection`. On SQLite a statement costs microseconds, far less
than handing it to a thread and back, so its transactions run in place on the event loop: one
writer, `BEGIN IMMEDIATE`, no thread hop at all (docs/decisions/0002). Transactions therefore
must not wait for anything but the database while they are open.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

DatabaseError = sa.exc.DBAPIError
"""Whatever the database itself refused: a deadlock, a lost connection, a broken constraint."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table of the project registers here; table names carry their domain as prefix."""

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A 64-bit key that counts up by itself on both databases."""

BUSY_RETRY_SECONDS = 0.02
"""How long a writer waits before it asks again for a lock another process holds."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant. Refuses naive values; always gives back timezone-aware UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is not an instant")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Connection(Protocol):
    """What a transaction may do: run statements."""

    @property
    def dialect(self) -> str: ...

    async def execute(
        self, statement: sa.Executable, parameters: Any = None
    ) -> sa.CursorResult[Any]: ...


class Database(Protocol):
    """Opens transactions. Commit at the end of the block, roll back on any exception."""

    @property
    def dialect(self) -> str: ...

    def writing(self) -> contextlib.AbstractAsyncContextManager[Connection]: ...

    def reading(self) -> contextlib.AbstractAsyncContextManager[Connection]: ...

    async def close(self) -> None: ...


def insert_into(table: sa.Table, dialect: str) -> postgresql.Insert:
    """An INSERT that knows `on_conflict_do_nothing/update` on both databases."""
    if dialect == "sqlite":
        return sqlite.insert(table)  # type: ignore[return-value]  # same conflict clauses
    return postgresql.insert(table)


def sync_url(url: str) -> sa.URL:
    """The URL with the driver this project uses. Raises ValueError for other databases."""
    parsed = sa.make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+asyncpg")
        case other:
            raise ValueError(f"{other!r} is neither sqlite nor postgresql")


def open_database(url: str, *, pool_size: int = 20) -> Database:
    """The database behind a URL such as `sqlite:///var/diana.db` or `postgresql://…`."""
    parsed = sync_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteDatabase(parsed)
    return PostgresDatabase(parsed, pool_size=pool_size)


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


class _PostgresConnection:
    dialect = "postgresql"

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(
        self, statement: sa.Executable, parameters: Any = None
    ) -> sa.CursorResult[Any]:
        return await self._connection.execute(statement, parameters)


class PostgresDatabase:
    """A pool of connections; READ COMMITTED with conditional writes."""

    dialect = "postgresql"

    def __init__(self, url: sa.URL, *, pool_size: int) -> None:
        self._engine: AsyncEngine = create_async_engine(
            url, pool_size=pool_size, max_overflow=0, pool_pre_ping=False, pool_recycle=1800
        )
        # READ COMMITTED promises nothing across statements, so reading alone needs no BEGIN
        # and no COMMIT: two round trips less.
        self._reader = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    def writing(self) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._transaction()

    def reading(self) -> contextlib.AbstractAsyncContextManager[Connection]:
        return self._statements()

    async def close(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Connection]:
        async with self._engine.begin() as connection:
            yield _PostgresConnection(connection)

    @asynccontextmanager
    async def _statements(self) -> AsyncIterator[Connection]:
        async with self._reader.connect() as connection:
            yield _PostgresConnection(connection)
