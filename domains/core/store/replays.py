"""Events that were handled long ago, put before one subscription again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection, insert_into
from domains.core.store.deliveries import DISCARDED, PARKED
from domains.core.store.inspection import EventFilter, conditions
from domains.core.store.tables import delivery, event_log, inbox

REASON = "an operator asked for it again"


async def applied(connection: Connection, subscription: str, chosen: EventFilter) -> int:
    """How many of these events have had their effect for the subscription."""
    rows = await connection.execute(
        sa.select(sa.func.count())
        .select_from(event_log)
        .join(inbox, inbox.c.event_id == event_log.c.event_id)
        .where(inbox.c.subscription == subscription, *conditions(chosen))
    )
    return int(rows.scalar_one())


async def page(
    connection: Connection, chosen: EventFilter, after: int, limit: int
) -> Sequence[Any]:
    """The next `limit` events after a `seq`: `seq`, `event_id`, `key`."""
    rows = await connection.execute(
        sa.select(event_log.c.seq, event_log.c.event_id, event_log.c.key)
        .where(event_log.c.seq > after, *conditions(chosen))
        .order_by(event_log.c.seq)
        .limit(limit)
    )
    return rows.all()


async def newest(connection: Connection) -> int:
    """`seq` of the last event of the log; 0 when it is empty."""
    rows = await connection.execute(sa.select(sa.func.max(event_log.c.seq)))
    return rows.scalar() or 0


async def put_back(
    connection: Connection, subscription: str, events: Collection[tuple[UUID, str]], now: datetime
) -> int:
    """Forget that these (event, key) pairs were handled, and let them wait for their turn.

    What failed or waits already is left as it is. Returns how many wait now.
    """
    unfinished = await _unfinished(connection, subscription, [each for each, _ in events])
    values = {"state": PARKED, "attempts": 0, "next_at": None, "error": REASON, "failed_at": now}
    rows = [
        {
            "event_id": event_id,
            "subscription": subscription,
            "key": key,
            "first_failed_at": now,
            **values,
        }
        for event_id, key in events
        if event_id not in unfinished
    ]
    if not rows:
        return 0
    await connection.execute(
        sa.delete(inbox).where(
            inbox.c.subscription == subscription,
            inbox.c.event_id.in_([row["event_id"] for row in rows]),
        )
    )
    statement = insert_into(delivery, connection.dialect)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["event_id", "subscription"],
            set_=values,
            where=delivery.c.state == DISCARDED,
        ),
        rows,
    )
    return len(rows)


async def _unfinished(
    connection: Connection, subscription: str, event_ids: Collection[UUID]
) -> set[UUID]:
    rows = await connection.execute(
        sa.select(delivery.c.event_id).where(
            delivery.c.subscription == subscription,
            delivery.c.event_id.in_(event_ids),
            delivery.c.state != DISCARDED,
        )
    )
    return set(rows.scalars())
