"""The event log as the contract's event store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Database
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.interfaces import EventSerializationError, IEvent, IEventStore
from domains.core.store.event_log import Placed, append
from domains.core.store.partitions import partition_of
from domains.core.store.tables import event_log

REPLAY_BATCH = 500


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
            placed = Placed(sealed, sealed.encode(), partition_of(sealed.key), None)
            await append(connection, [placed], self._owner)
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
        return [self._factory.decode_text(wire) for wire in reversed(rows)]

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
                yield self._factory.decode_text(row.wire)
            if len(rows) < REPLAY_BATCH:
                return
            last = rows[-1].seq
