"""The event log: every durable event, stored in the transaction that caused it.

It is the outbox too: a row is `pending` until every once-per-cluster subscription is done
with the event. Rows are claimed by state and owner, never by "id greater than the last one
seen", which would lose rows of slow transactions.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection, Database
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.interfaces import EventSerializationError, IEvent, IEventStore
from domains.core.store.partitions import partition_of
from domains.core.store.tables import event_log

REPLAY_BATCH = 500

StoredEvent = sa.Row[Any]
"""A row of the log, its event still on the wire."""


async def append(
    connection: Connection, events: Sequence[BaseEvent], pending: Collection[UUID], owner: UUID
) -> None:
    """Store events in order. Those not in `pending` have no subscriber and are done at once."""
    await connection.execute(
        sa.insert(event_log),
        [
            {
                "event_id": event.event_id,
                "event_type": event.event_type,
                "key": event.key,
                "correlation_id": event.correlation_id,
                "occurred_at": event.timestamp,
                "wire": json.dumps(event.to_dict(), ensure_ascii=False, separators=(",", ":")),
                "pending": event.event_id in pending,
                "owner": owner,
                "partition": partition_of(event.key),
                "claims": 0,
            }
            for event in events
        ],
    )


async def complete(connection: Connection, owner: UUID, event_ids: Sequence[UUID]) -> None:
    """Mark events done, unless another instance has taken them over."""
    await connection.execute(
        sa.update(event_log)
        .where(event_log.c.event_id.in_(event_ids), event_log.c.owner == owner)
        .values(pending=False)
    )


async def claim(connection: Connection, owner: UUID, living: Collection[UUID]) -> list[int]:
    """Take over all pending events that no living instance owns; their `seq`, oldest first.

    All at once: were a dead instance's events shared out among several, one key's would be.
    """
    rows = await connection.execute(
        sa.update(event_log)
        .where(event_log.c.pending, event_log.c.owner.not_in(living))
        .values(owner=owner, claims=event_log.c.claims + 1)
        .returning(event_log.c.seq)
    )
    return sorted(rows.scalars())


async def read(connection: Connection, seqs: Collection[int]) -> Sequence[StoredEvent]:
    """These events that are still pending, oldest first."""
    rows = await connection.execute(
        sa.select(event_log.c.event_id, event_log.c.wire)
        .where(event_log.c.seq.in_(seqs), event_log.c.pending)
        .order_by(event_log.c.seq)
    )
    return rows.all()


async def pending_of(
    connection: Connection, owner: UUID, before: datetime
) -> Sequence[StoredEvent]:
    """`seq` and id of an instance's own pending events that happened before an instant."""
    rows = await connection.execute(
        sa.select(event_log.c.seq, event_log.c.event_id).where(
            event_log.c.pending, event_log.c.owner == owner, event_log.c.occurred_at < before
        )
    )
    return rows.all()


class SqlEventStore(IEventStore):
    """Reading the log, for operators, traces and replays."""

    def __init__(self, database: Database, factory: EventFactory, owner: UUID) -> None:
        self._database = database
        self._factory = factory
        self._owner = owner

    async def store_event(self, event: IEvent) -> bool:
        """Keep an event without delivering it. False when it is stored already."""
        if not isinstance(event, BaseEvent):
            raise EventSerializationError(f"{type(event).__name__} is not a registered event")
        sealed = event.sealed(event.timestamp, None, None)
        async with self._database.writing() as connection:
            known = await connection.execute(
                sa.select(event_log.c.seq).where(event_log.c.event_id == event.event_id)
            )
            if known.first() is not None:
                return False
            await append(connection, [sealed], (), self._owner)
        return True

    async def get_events(
        self,
        event_type: str | None = None,
        correlation_id: str | None = None,
        start_time: datetime | None = None,
        end_time: datetime | None = None,
        limit: int = 100,
    ) -> list[IEvent]:
        """The newest `limit` events that match, oldest first."""
        query = sa.select(event_log.c.wire).order_by(event_log.c.seq.desc()).limit(limit)
        if event_type is not None:
            query = query.where(event_log.c.event_type == event_type)
        if correlation_id is not None:
            query = query.where(event_log.c.correlation_id == correlation_id)
        if start_time is not None:
            query = query.where(event_log.c.occurred_at >= start_time)
        if end_time is not None:
            query = query.where(event_log.c.occurred_at < end_time)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).scalars().all()
        return [self._factory.decode(json.loads(wire)) for wire in reversed(rows)]

    async def replay_events(
        self, event_type: str, start_time: datetime, end_time: datetime | None = None
    ) -> AsyncIterator[IEvent]:
        """Every event of a type in the order stored, read in batches."""
        last = 0
        while True:
            query = (
                sa.select(event_log.c.seq, event_log.c.wire)
                .where(
                    event_log.c.event_type == event_type,
                    event_log.c.occurred_at >= start_time,
                    event_log.c.seq > last,
                )
                .order_by(event_log.c.seq)
                .limit(REPLAY_BATCH)
            )
            if end_time is not None:
                query = query.where(event_log.c.occurred_at < end_time)
            async with self._database.reading() as connection:
                rows = (await connection.execute(query)).all()
            for row in rows:
                yield self._factory.decode(json.loads(row.wire))
            if len(rows) < REPLAY_BATCH:
                return
            last = rows[-1].seq
