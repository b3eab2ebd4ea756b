"""What SQLAlchemy has learnt about a database is kept from one test to the next.

Every test opens its own engine, and a new engine compiles each statement anew and asks the server
its version again. A process in production opens one engine and has both after its first minute;
here a quarter of all computing went there. Engines made with the same options share the dialect
and its compiled statements; connections, pools and transactions are each engine's own.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

ROOM = 5_000
"""Compiled statements per dialect: more than the suite has."""


class _Kept(type):
    """Makes one dialect for equal options."""

    def __init__(cls, *definition: Any) -> None:
        super().__init__(*definition)
        cls._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(cls, **options: Any) -> Any:
        # The driver is wrapped anew each time.
        key = tuple(sorted((name, value) for name, value in options.items() if name != "dbapi"))
        if key not in cls._made:
            cls._made[key] = super().__call__(**options)
        return cls._made[key]


class _Remembering:
    """A dialect that asks a server once what it is, and keeps what it has compiled."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._is_initialized = False
        self.statements: LRUCache[Any, Any] = LRUCache(ROOM)

    def initialize(self, connection: sa.Connection) -> None:
        if not self._is_initialized:
            super().initialize(connection)  # type: ignore[misc]  # mixed into dialects
            self._is_initialized = True

    @classmethod
    def engine_created(cls, engine: sa.Engine) -> None:
        dialect: Any = engine.dialect
        engine.update_execution_options(compiled_cache=dialect.statements)


class RememberingSqlite(_Remembering, SQLiteDialect_pysqlite, metaclass=_Kept):
    supports_statement_cache = True


class RememberingPostgres(_Remembering, PGDialect_asyncpg, metaclass=_Kept):
    supports_statement_cache = True


def share_dialects() -> None:
    """From now on, for every engine of this process."""
    registry.register("sqlite.pysqlite", __name__, "RememberingSqlite")
    registry.register("postgresql.asyncpg", __name__, "RememberingPostgres")
