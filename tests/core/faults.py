"""A database that goes away and comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from domains.core.database import Connection, Database


class FickleDatabase:
    """While `away`, every transaction is refused, as by a server that restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.away = False
        self.answers_to_lose = 0

    @property
    def dialect(self) -> str:
        return self._database.dialect

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        self._refuse()
        async with self._database.writing() as connection:
            yield connection
        if self.answers_to_lose:
            self.answers_to_lose -= 1
            raise ConnectionResetError("it was committed, but nobody heard")

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        self._refuse()
        return self._database.reading()

    async def close(self) -> None:
        await self._database.close()

    def _refuse(self) -> None:
        if self.away:
            raise ConnectionRefusedError("the database is away")
