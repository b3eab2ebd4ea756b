"""What a database is to its users: transactions, and statements in them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from domains.core.database.prepared import Prepared

DatabaseError = sa.exc.DBAPIError
"""Whatever the database itself refused: a deadlock, a lost connection, a broken constraint."""


class Connection(Protocol):
    """What a transaction may do: run statements. Raises DatabaseError."""

    @property
    def dialect(self) -> str: ...

    async def execute(
        self, statement: sa.Executable, parameters: Any = None
    ) -> sa.CursorResult[Any]:
        """Run a statement by SQLAlchemy."""
        ...

    async def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        """Run a statement of the hot path by the driver; all its rows, as named tuples."""
        ...

    async def run(self, prepared: Prepared, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement of the hot path once for each of `rows`."""
        ...


class Database(Protocol):
    """Opens transactions. Commit at the end of the block, roll back on any exception."""

    @property
    def dialect(self) -> str: ...

    def writing(self) -> contextlib.AbstractAsyncContextManager[Connection]: ...

    def reading(self) -> contextlib.AbstractAsyncContextManager[Connection]: ...

    async def close(self) -> None: ...
