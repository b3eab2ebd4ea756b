"""A database that fails as a fault plan says: away, slow, deaf, or dead with its process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from time import perf_counter
from typing import Any, ClassVar

from domains.core.database import Connection, Database, Prepared
from domains.core.testing.clock import Sleeper
from domains.core.testing.faults import AnswerLostError, FaultPlan

LOCKED_AFTER_SECONDS = 0.25
"""Real time after which a statement is believed to wait for a transaction that sleeps."""


class DatabaseAwayError(ConnectionRefusedError):
    """No transaction begins or ends, as with a server that restarts."""


class FaultyDatabase:
    """A real database behind a plan of faults. Without faults it changes nothing."""

    # Of every such database in this process: one instance may wait for another's transaction.
    _entering: ClassVar[set[Sleeper]] = set()
    _inside: ClassVar[set[Sleeper]] = set()
    executing: ClassVar[dict[Sleeper, float]] = {}

    def __init__(self, database: Database, faults: FaultPlan | None = None) -> None:
        self._database = self.sound = database
        self.faults = faults or FaultPlan()

    @property
    def dialect(self) -> str:
        return self._database.dialect

    def writing(self) -> AbstractAsyncContextManager[Connection]:
        return self._transaction(self._database.writing(), writes=True)

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        return self._transaction(self._database.reading(), writes=False)

    async def close(self) -> None:
        await self._database.close()

    def check(self) -> None:
        """Raises DatabaseAwayError while the plan says so."""
        if self.faults.is_away:
            raise DatabaseAwayError("the database is away")

    def is_held_open(self, asleep: Collection[Sleeper]) -> bool:
        """Does somebody sleep inside a transaction?"""
        return not self._inside.isdisjoint(asleep)

    def held_up_by(self, asleep: Collection[Sleeper]) -> set[Sleeper]:
        """Tasks that may wait for a transaction whose owner sleeps: to begin, or for a lock."""
        if not self.is_held_open(asleep):
            return set()
        before = perf_counter() - LOCKED_AFTER_SECONDS
        locked = {task for task, since in self.executing.items() if since < before}
        return self._entering | locked

    @asynccontextmanager
    async def _transaction(
        self, transaction: AbstractAsyncContextManager[Connection], *, writes: bool
    ) -> AsyncIterator[Connection]:
        self.check()
        self.faults.step()
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs nothing outside a task
        self._entering.add(task)
        try:
            async with transaction as connection:
                self._entering.discard(task)
                self._inside.add(task)
                yield FaultyConnection(connection, self)
                if writes:
                    await self.faults.commits()
                else:
                    self.faults.step()
                self.check()
        finally:
            self._entering.discard(task)
            self._inside.discard(task)
        if writes:
            self.faults.committed()
            self._lose_the_answer()
        else:
            self.faults.step()

    def _lose_the_answer(self) -> None:
        if self.faults.answers_to_lose:
            self.faults.answers_to_lose -= 1
            raise AnswerLostError("it was committed, but nobody heard")


class FaultyConnection:
    """Takes a step before and after every statement."""

    def __init__(self, connection: Connection, database: FaultyDatabase) -> None:
        self._connection = connection
        self._database = database

    @property
    def dialect(self) -> str:
        return self._connection.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        result = await self._between_steps(self._connection.execute(statement, parameters))
        try:
            self._database.faults.step()
        except BaseException:
            result.close()  # a dead process reads no further; its statement must not stay open
            raise
        return result

    async def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        rows: list[Any] = await self._between_steps(self._connection.fetch(prepared, parameters))
        self._database.faults.step()
        return rows

    async def run(self, prepared: Prepared, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._between_steps(self._connection.run(prepared, rows))
        self._database.faults.step()

    async def _between_steps(self, statement: Coroutine[Any, Any, Any]) -> Any:
        """The step before `statement`, and its run; its caller takes the step after it."""
        try:
            self._database.check()
            self._database.faults.step()
        except BaseException:
            statement.close()
            raise
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs nothing outside a task
        self._database.executing[task] = perf_counter()
        try:
            return await statement
        finally:
            del self._database.executing[task]
