"""A database that dies with its process: at a chosen statement, before or after a commit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import sqlalchemy as sa

from domains.core.database import Connection, Database


class ProcessDied(BaseException):
    """Nothing in the program may catch this: it stands for `kill -9`."""


class MortalConnection:
    """Counts down with every statement."""

    def __init__(self, connection: Connection, owner: MortalDatabase) -> None:
        self._connection = connection
        self._owner = owner

    @property
    def dialect(self) -> str:
        return self._connection.dialect

    async def execute(
        self, statement: sa.Executable, parameters: Any = None
    ) -> sa.CursorResult[Any]:
        self._owner.step()
        result = await self._connection.execute(statement, parameters)
        self._owner.step()
        return result


class MortalDatabase:
    """Works for `steps` steps and then never again.

    A step is the moment before or after a statement or a commit, so that every instant of a
    transaction can be the last one.
    """

    def __init__(self, database: Database, steps: int) -> None:
        self._database = database
        self._left = steps

    @property
    def dialect(self) -> str:
        return self._database.dialect

    @property
    def is_dead(self) -> bool:
        return self._left <= 0

    def step(self) -> None:
        self._left -= 1
        if self._left <= 0:
            raise ProcessDied

    def writing(self) -> AbstractAsyncContextManager[Connection]:
        return self._transaction(self._database.writing())

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        return self._transaction(self._database.reading())

    async def close(self) -> None:
        await self._database.close()

    @asynccontextmanager
    async def _transaction(
        self, transaction: AbstractAsyncContextManager[Connection]
    ) -> AsyncIterator[Connection]:
        self.step()
        async with transaction as connection:
            yield MortalConnection(connection, self)
            self.step()  # before the commit: the transaction rolls back
        self.step()  # after it: the state is there, whoever waits for it is not
