"""The event log: every durable event, stored in the transaction that caused it.

It is the outbox too: a row is `pending` until every once-per-cluster subscription is done
with the event. Rows are claimed by state and owner, never by "id greater than the last one
seen", which would lose rows of slow transactions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection, Prepared
from domains.core.events.base import BaseEvent
from domains.core.store.deliveries import REPLAY
from domains.core.store.tables import delivery, event_log

AT_A_LOOK = 10_000
"""Old pending events that one heartbeat looks at."""

StoredEvent = sa.Row[Any]
"""A row of the log, its event still on the wire."""

NOBODY = UUID(int=0)
"""Owns events that whoever serves their partition, or whoever is there, shall take."""


@dataclass(frozen=True, slots=True)
class Mine:
    """Which pending events an instance delivers: what it owns, or whole partitions."""

    owner: UUID
    partitions: frozenset[int] | None = None

    @property
    def condition(self) -> sa.ColumnElement[bool]:
        """As a condition on the log."""
        if self.partitions is None:
            return event_log.c.owner == self.owner
        return event_log.c.partition.in_(self.partitions)

    def includes(self, partition: int) -> bool:
        """Is an event of this partition, of which we are the owner, ours to deliver?"""
        return self.partitions is None or partition in self.partitions


@dataclass(frozen=True, slots=True)
class Placed:
    """An event to be stored: on the wire, with whoever delivers it; None: nobody has to."""

    event: BaseEvent
    wire: str
    partition: int
    owner: UUID | None


_earlier = event_log.alias("earlier")
_others = (
    sa.exists()
    .where(
        _earlier.c.pending,
        _earlier.c.key == event_log.c.key,
        _earlier.c.origin != event_log.c.origin,
    )
    .correlate(event_log)
)
_APPEND = Prepared(
    sa.insert(event_log).inline(),  # nobody asks for its place in the log
    [column.name for column in event_log.c if column.name != "seq"],
)
# Kept, not built for each call: building one costs as much as a round trip.
_APPEND_AND_LOOK = sa.insert(event_log).returning(event_log.c.key, _others.label("is_behind"))


async def append(connection: Connection, placed: Sequence[Placed], origin: UUID) -> None:
    """Store events in order. Those without an owner have no subscriber and are done at once."""
    await connection.run(_APPEND, _rows(placed, origin))


async def append_and_look(
    connection: Connection, placed: Sequence[Placed], origin: UUID
) -> set[str]:
    """As `append`; returns the keys of which other instances' events are pending as well."""
    result = await connection.execute(_APPEND_AND_LOOK, _rows(placed, origin))
    return {row.key for row in result if row.is_behind}


def _rows(placed: Sequence[Placed], origin: UUID) -> list[dict[str, Any]]:
    return [
        {
            "event_id": each.event.event_id,
            "event_type": each.event.event_type,
            "key": each.event.key,
            "correlation_id": each.event.correlation_id,
            "occurred_at": each.event.timestamp,
            "wire": each.wire,
            "pending": each.owner is not None,
            "origin": origin,
            "owner": each.owner or NOBODY,
            "partition": each.partition,
            "claims": 0,
        }
        for each in placed
    ]


async def complete(connection: Connection, owner: UUID, event_ids: Sequence[UUID]) -> None:
    """Mark events done, unless another instance has taken them over.

    What is to be replayed stays pending, and nothing else is left to do for its event.
    """
    replayed = sa.select(delivery.c.event_id).where(
        delivery.c.event_id.in_(event_ids), delivery.c.state == REPLAY
    )
    marked = await connection.execute(
        sa.update(event_log)
        .where(
            event_log.c.event_id.in_(event_ids),
            event_log.c.owner == owner,
            event_log.c.event_id.not_in(replayed),
        )
        .values(pending=False)
    )
    if marked.rowcount < len(event_ids):
        await connection.execute(
            sa.update(delivery)
            .where(delivery.c.event_id.in_(event_ids), delivery.c.state == REPLAY)
            .values(was_done=True)
        )


async def claim(
    connection: Connection, owner: UUID, living: Collection[UUID], where: Where
) -> list[str]:
    """Take over pending events; their keys, oldest first.

    All that there are at once: were a dead instance's events shared out among several, one
    key's would be. What a crash left is counted as taken over; what was handed over is not.
    """
    crashed = event_log.c.owner.not_in([*living, NOBODY])
    condition = where_condition(where, owner, living)
    rows = await connection.execute(
        sa.update(event_log)
        .where(event_log.c.pending, condition)
        .values(owner=owner, claims=event_log.c.claims + sa.case((crashed, 1), else_=0))
        .returning(event_log.c.seq, event_log.c.key)
    )
    return list(dict.fromkeys(row.key for row in sorted(rows)))


Where = Collection[int] | None
"""Partitions, or None: whatever no living instance owns."""


def where_condition(where: Where, owner: UUID, living: Collection[UUID]) -> sa.ColumnElement[bool]:
    """The condition of `claim`."""
    if where is None:
        return event_log.c.owner.not_in(living)
    return sa.and_(event_log.c.partition.in_(where), event_log.c.owner != owner)


async def adopt(connection: Connection, seqs: Collection[int], owner: UUID) -> set[int]:
    """Own these events from now on, those that are still pending; their `seq`."""
    rows = await connection.execute(
        sa.update(event_log)
        .where(event_log.c.seq.in_(seqs), event_log.c.pending)
        .values(owner=owner)
        .returning(event_log.c.seq)
    )
    return set(rows.scalars())


async def disown(connection: Connection, owner: UUID) -> None:
    """Hand over everything that an instance owns and has not finished."""
    await connection.execute(
        sa.update(event_log)
        .where(event_log.c.pending, event_log.c.owner == owner)
        .values(owner=NOBODY)
    )


async def pending_of_keys(
    connection: Connection, keys: Sequence[str], mine: Mine, after: int, limit: int
) -> Sequence[StoredEvent]:
    """The oldest pending events of these keys that are ours and follow `after`."""
    log, is_ours = event_log.c, mine.condition
    if mine.partitions is None:  # SQLite shall look up the keys, not all that the owner has
        is_ours = sa.func.coalesce(log.owner, NOBODY) == mine.owner
    rows = await connection.execute(
        sa.select(log.seq, log.event_id, log.owner, log.partition, log.claims, log.wire)
        .where(log.key.in_(keys), log.pending, log.seq > after, is_ours)
        .order_by(log.seq)
        .limit(limit)
    )
    return rows.all()


async def keys_of(connection: Connection, owner: UUID) -> list[str]:
    """The keys of an instance's own pending events, oldest first."""
    rows = await connection.execute(
        sa.select(event_log.c.key)
        .where(event_log.c.pending, event_log.c.owner == owner)
        .order_by(event_log.c.seq)
    )
    return list(dict.fromkeys(rows.scalars()))


async def keys_in(connection: Connection, mine: Mine, limit: int) -> list[str]:
    """The keys of our pending events, oldest first; of the oldest `limit` of them."""
    rows = await connection.execute(
        sa.select(event_log.c.key)
        .where(event_log.c.pending, mine.condition)
        .order_by(event_log.c.seq)
        .limit(limit)
    )
    return list(dict.fromkeys(rows.scalars()))


async def pending_before(
    connection: Connection, mine: Mine, before: datetime
) -> Sequence[StoredEvent]:
    """`event_id` and key of our pending events that happened before an instant: the oldest."""
    rows = await connection.execute(
        sa.select(event_log.c.event_id, event_log.c.key)
        .where(event_log.c.pending, mine.condition, event_log.c.occurred_at < before)
        .order_by(event_log.c.seq)
        .limit(AT_A_LOOK)
    )
    return rows.all()
