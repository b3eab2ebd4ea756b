"""The inbox (what a subscription has handled) and the deliveries that failed or wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection, insert_into
from domains.core.store.tables import delivery, inbox

RETRY, DEAD, PARKED = "retry", "dead", "parked"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A delivery that failed (`retry`, `dead`) or waits behind a dead one (`parked`)."""

    event_id: UUID
    subscription: str
    key: str
    state: str
    attempts: int
    next_at: datetime | None


async def enter_inbox(
    connection: Connection, subscription: str, event_id: UUID, now: datetime
) -> bool:
    """Claim the effect of an event for a subscription. False: it has happened already.

    Insert first, so that two racing instances cannot both run the handler.
    """
    result = await connection.execute(
        insert_into(inbox, connection.dialect)
        .values(subscription=subscription, event_id=event_id, handled_at=now)
        .on_conflict_do_nothing()
    )
    return result.rowcount == 1


async def is_in_inbox(connection: Connection, subscription: str, event_id: UUID) -> bool:
    """Has the effect of the event happened for this subscription?"""
    rows = await connection.execute(
        sa.select(inbox.c.event_id).where(
            inbox.c.subscription == subscription, inbox.c.event_id == event_id
        )
    )
    return rows.first() is not None


async def record(connection: Connection, unfinished: Unfinished, error: str, at: datetime) -> None:
    """Write down a failed or parked delivery, replacing what was known of it."""
    values = {
        "key": unfinished.key,
        "state": unfinished.state,
        "attempts": unfinished.attempts,
        "next_at": unfinished.next_at,
        "error": error,
        "failed_at": at,
    }
    await connection.execute(
        insert_into(delivery, connection.dialect)
        .values(
            event_id=unfinished.event_id,
            subscription=unfinished.subscription,
            first_failed_at=at,
            **values,
        )
        .on_conflict_do_update(index_elements=["event_id", "subscription"], set_=values)
    )


async def forget(connection: Connection, subscription: str, event_id: UUID) -> None:
    """A failed delivery has succeeded after all."""
    await connection.execute(
        sa.delete(delivery).where(
            delivery.c.event_id == event_id, delivery.c.subscription == subscription
        )
    )


async def of_events(connection: Connection, event_ids: Sequence[UUID]) -> list[Unfinished]:
    """What is unfinished of these events."""
    if not event_ids:
        return []
    rows = await connection.execute(
        sa.select(
            delivery.c.event_id,
            delivery.c.subscription,
            delivery.c.key,
            delivery.c.state,
            delivery.c.attempts,
            delivery.c.next_at,
        ).where(delivery.c.event_id.in_(event_ids))
    )
    return [Unfinished(**row._mapping) for row in rows]


async def blocked_sequences(connection: Connection) -> set[tuple[str, str]]:
    """Every (subscription, key) with a dead letter, or with deliveries that wait behind one."""
    rows = await connection.execute(
        sa.select(delivery.c.subscription, delivery.c.key)
        .where(delivery.c.state.in_((DEAD, PARKED)))
        .distinct()
    )
    return {(row.subscription, row.key) for row in rows}
