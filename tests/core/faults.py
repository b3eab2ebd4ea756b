"""A database that goes away and comes back."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from domains.core.database import Connection, Database


class FickleDatabase:
    """While `away`, every transaction is refused, as by a server that restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.away = False

    @property
    def dialect(self) -> str:
        return self._database.dialect

    def writing(self) -> AbstractAsyncContextManager[Connection]:
        self._refuse()
        return self._database.writing()

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        self._refuse()
        return self._database.reading()

    async def close(self) -> None:
        await self._database.close()

    def _refuse(self) -> None:
        if self.away:
            raise ConnectionRefusedError("the database is away")
