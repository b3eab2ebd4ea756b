"""Dead letters: what was given up for a subscription, and what became of it.

A dead letter stops its sequence, the later events of its key for its subscription. What is
`parked` waits for its turn: an instance takes it up once its sequence has no dead letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection
from domains.core.store.deliveries import DEAD, DISCARDED, PARKED
from domains.core.store.inspection import EventFilter, conditions
from domains.core.store.tables import delivery, event_log

LetterId = tuple[UUID, str]
"""Event and subscription."""


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Which dead letters are meant: of a subscription, of events, or already discarded."""

    subscription: str | None = None
    event: EventFilter = field(default_factory=EventFilter)
    discarded: bool = False


async def letters(connection: Connection, chosen: LetterFilter, limit: int) -> Sequence[Any]:
    """The first `limit` that match, in the order of the log."""
    waiting = delivery.alias()
    behind = (
        sa.select(sa.func.count())
        .where(
            waiting.c.subscription == delivery.c.subscription,
            waiting.c.key == delivery.c.key,
            waiting.c.state == PARKED,
        )
        .scalar_subquery()
    )
    query = (
        sa.select(
            delivery.c.event_id,
            delivery.c.subscription,
            delivery.c.key,
            event_log.c.event_type,
            event_log.c.occurred_at,
            delivery.c.state,
            delivery.c.attempts,
            delivery.c.error,
            delivery.c.trace,
            delivery.c.note,
            delivery.c.first_failed_at,
            delivery.c.failed_at,
            behind.label("waiting"),
        )
        .join(event_log, event_log.c.event_id == delivery.c.event_id)
        .where(delivery.c.state == (DISCARDED if chosen.discarded else DEAD))
        .where(*conditions(chosen.event))
        .order_by(event_log.c.seq, delivery.c.subscription)
        .limit(limit)
    )
    if chosen.subscription is not None:
        query = query.where(delivery.c.subscription == chosen.subscription)
    return (await connection.execute(query)).all()


async def per_sequence(connection: Connection) -> Sequence[Any]:
    """`subscription`, `key` and the `number` of dead letters of each stopped sequence."""
    rows = await connection.execute(
        sa.select(delivery.c.subscription, delivery.c.key, sa.func.count().label("number"))
        .where(delivery.c.state == DEAD)
        .group_by(delivery.c.subscription, delivery.c.key)
    )
    return rows.all()


async def release(connection: Connection, chosen: Sequence[LetterId]) -> int:
    """Let dead letters be delivered again, in their place; how many still were dead."""
    return await _change(connection, chosen, state=PARKED, attempts=0, next_at=None)


async def discard(connection: Connection, chosen: LetterId, note: str, now: datetime) -> bool:
    """Give a dead letter up for ever. False when it is not dead any more."""
    return await _change(connection, [chosen], state=DISCARDED, note=note, failed_at=now) == 1


async def _change(connection: Connection, chosen: Sequence[LetterId], **values: Any) -> int:
    changed = 0
    for event_id, subscription in chosen:
        result = await connection.execute(
            sa.update(delivery)
            .where(
                delivery.c.event_id == event_id,
                delivery.c.subscription == subscription,
                delivery.c.state == DEAD,
            )
            .values(**values)
        )
        changed += result.rowcount
    return changed
