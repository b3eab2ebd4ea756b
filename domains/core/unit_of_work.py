"""One transaction: state and events, together or not at all.

    async with self._uow() as tx:
        await self._wallets.credit(tx, user_id, 10)
        tx.publish(PointsAwardedEvent(...))

On commit the events are stored beside the state and handed to the bus; on any exception
nothing happened. A transaction waits for nothing but its database: no Telegram call, no
HTTP, no sleep inside the block.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from domains.core.clock import Clock
from domains.core.database import Connection, Database, Prepared, insert_into
from domains.core.events.base import BaseEvent
from domains.core.interfaces import Durability, EventPublishError
from domains.core.store import schedule

_open: ContextVar[bool] = ContextVar("unit_of_work_open", default=False)


class NestedUnitOfWorkError(RuntimeError):
    """A unit of work was opened inside another: pass the outer `tx` on instead."""


class Outbox(Protocol):
    """Where published events go: stored inside the transaction, delivered after it."""

    def seal(self, event: BaseEvent, now: datetime) -> BaseEvent:
        """The event with its envelope complete."""
        ...

    def check(self, event: BaseEvent) -> None:
        """Raises EventOverloadError for an event that is refused now."""
        ...

    async def store(self, connection: Connection, events: Sequence[BaseEvent]) -> Collection[str]:
        """Store what is durable. What it returns is for `deliver`."""
        ...

    def deliver(self, events: Sequence[BaseEvent], unsure: Collection[str] = ()) -> None:
        """Hand committed events on."""
        ...

    def remind(self, at: datetime) -> None:
        """Something is scheduled for `at`."""
        ...


class Transaction:
    """The open unit of work. `now` is one instant for the whole block."""

    def __init__(self, connection: Connection, now: datetime, outbox: Outbox) -> None:
        self._connection = connection
        self._outbox = outbox
        self.now = now
        self.events: list[BaseEvent] = []
        self.later: list[tuple[BaseEvent, datetime]] = []

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._connection.dialect

    async def execute(
        self, statement: sa.Executable, parameters: Any = None
    ) -> sa.CursorResult[Any]:
        """Run a statement."""
        return await self._connection.execute(statement, parameters)

    async def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        """Run a statement of the hot path; all its rows, as named tuples."""
        return await self._connection.fetch(prepared, parameters)

    async def first(self, prepared: Prepared, parameters: Mapping[str, Any]) -> Any | None:
        """Run a statement of the hot path; its first row, or None."""
        rows = await self._connection.fetch(prepared, parameters)
        return rows[0] if rows else None

    async def run(self, prepared: Prepared, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement of the hot path once for each of `rows`."""
        await self._connection.run(prepared, rows)

    async def scalar(self, statement: sa.Executable) -> Any:
        """The first column of the first row, or None."""
        return (await self._connection.execute(statement)).scalar()

    def insert(self, table: sa.Table) -> postgresql.Insert:
        """An INSERT with `on_conflict_do_nothing` / `on_conflict_do_update`."""
        return insert_into(table, self.dialect)

    def publish(self, event: BaseEvent, at: datetime | None = None) -> BaseEvent:
        """Publish on commit, or when it is `at`. Returns the event with its envelope completed.

        Events of one transaction reach a subscription in the order of these calls. An event
        for later is stored on commit and published once when it is due, by whichever instance
        looks first, with this id and this correlation; its timestamp is that later moment.
        Scheduling an id twice keeps the first.

        Raises EventOverloadError for a type that is to be refused when the bus is full, and
        EventPublishError for a later event that is ephemeral, or whose `at` has no time zone;
        then the transaction is still good.
        """
        sealed = self._outbox.seal(event, self.now)
        if at is None:
            self._outbox.check(event)
            self.events.append(sealed)
        else:
            self.later.append((sealed, _checked(event, at)))
        return sealed

    async def cancel(self, event_id: UUID) -> bool:
        """Take back an event for later. False when it is published, or was never scheduled.

        True is a promise if this transaction commits: the event will not be published.
        """
        kept = [(event, at) for event, at in self.later if event.event_id != event_id]
        was_here = len(kept) < len(self.later)
        self.later = kept
        return await schedule.cancel(self._connection, event_id) or was_here


class UnitOfWork:
    """Opens transactions; services hold one and call it."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox

    @staticmethod
    def check_alone() -> None:
        """Raises NestedUnitOfWorkError inside an open unit of work."""
        if _open.get():
            raise NestedUnitOfWorkError("a unit of work is already open here")

    @contextlib.asynccontextmanager
    async def __call__(self) -> AsyncIterator[Transaction]:
        """A writing transaction. Raises NestedUnitOfWorkError inside another one."""
        with _alone():
            async with self._database.writing() as connection:
                tx = Transaction(connection, self._clock.now(), self._outbox)
                yield tx
                unsure = await self._outbox.store(connection, tx.events) if tx.events else ()
                if tx.later:
                    await schedule.add(connection, tx.later)
        if tx.events:
            self._outbox.deliver(tx.events, unsure)
        if tx.later:
            self._outbox.remind(min(at for _, at in tx.later))

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A transaction that only reads; publishing in it is an error."""
        with _alone():
            async with self._database.reading() as connection:
                tx = Transaction(connection, self._clock.now(), self._outbox)
                yield tx
        if tx.events or tx.later:
            raise RuntimeError("a reading unit of work cannot publish")


def _checked(event: BaseEvent, at: datetime) -> datetime:
    if at.tzinfo is None:
        raise EventPublishError(f"{at} has no time zone", event.event_id)
    if event.durability is not Durability.DURABLE:
        raise EventPublishError(
            f"{event.event_type!r} is ephemeral: it cannot wait for {at}", event.event_id
        )
    return at


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    if _open.get():
        raise NestedUnitOfWorkError("a unit of work is already open here")
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)
