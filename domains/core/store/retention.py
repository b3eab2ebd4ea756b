"""What may be forgotten: events that were finished long ago, and sagas that have ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection
from domains.core.store.deliveries import DISCARDED
from domains.core.store.tables import delivery, event_log, inbox, saga


@dataclass(frozen=True, slots=True)
class Page:
    """Old events: those that may be forgotten, and how many may not. `last` is where it ends."""

    last: int
    finished: Sequence[UUID]
    unfinished: int


async def page(connection: Connection, before: datetime, after: int, limit: int) -> Page | None:
    """The next events in the order of the log that happened before an instant.

    May be forgotten: what is done, and of which nothing failed that somebody could still mend.
    None when there are no more.
    """
    unfinished = (
        sa.exists()
        .where(delivery.c.event_id == event_log.c.event_id, delivery.c.state != DISCARDED)
        .correlate(event_log)
    )
    rows = await connection.execute(
        sa.select(
            event_log.c.seq,
            event_log.c.event_id,
            event_log.c.occurred_at,
            (event_log.c.pending | unfinished).label("is_open"),
        )
        .where(event_log.c.seq > after)
        .order_by(event_log.c.seq)
        .limit(limit)
    )
    # The log grows with time: where a page begins too late, everything after it does.
    found = rows.all()
    if not found or found[0].occurred_at >= before:
        return None
    old = [row for row in found if row.occurred_at < before]
    finished = [row.event_id for row in old if not row.is_open]
    return Page(found[-1].seq, finished, len(old) - len(finished))


async def forget(connection: Connection, event_ids: Sequence[UUID]) -> None:
    """Delete these events and what is known of their deliveries."""
    for table in (inbox, delivery, event_log):
        await connection.execute(sa.delete(table).where(table.c.event_id.in_(event_ids)))


async def forget_sagas(connection: Connection, before: datetime) -> int:
    """Delete the sagas that ended before an instant; how many."""
    result = await connection.execute(sa.delete(saga).where(saga.c.ended_at < before))
    return result.rowcount
