"""Events that are published later, and which passages of time have been published.

A row of `core_schedule` leaves in the transaction that publishes its event, so an event is
published once, however many instances look. What no version that runs can read stays, with
the reason in `error`, and stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection, insert_into
from domains.core.events.base import BaseEvent
from domains.core.store.tables import event_log, schedule, tick

ScheduledEvent = sa.Row[Any]
"""`event_id` and `wire` of a row that is due."""

_LOCK = 0x44_69_61_6E_61  # an arbitrary number: the turn of whoever publishes what is due


async def add(connection: Connection, events: Sequence[tuple[BaseEvent, datetime]]) -> None:
    """Keep events until they are due. An id that is kept already stays as it is."""
    await connection.execute(
        insert_into(schedule, connection.dialect).on_conflict_do_nothing(),
        [
            {
                "event_id": event.event_id,
                "event_type": event.event_type,
                "key": event.key,
                "due_at": due_at,
                "wire": event.encode(),
            }
            for event, due_at in events
        ],
    )


async def cancel(connection: Connection, event_id: UUID) -> bool:
    """Take an event out. False when it is not there: published, cancelled or never kept."""
    result = await connection.execute(sa.delete(schedule).where(schedule.c.event_id == event_id))
    # Scheduled once more after it was published: there is nothing left to cancel.
    return result.rowcount == 1 and not await published(connection, [event_id])


async def take_turn(connection: Connection) -> bool:
    """May this transaction publish what is due? One instance at a time, or order would suffer."""
    if connection.dialect == "sqlite":  # it has one writer anyway
        return True
    lock = sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))
    return bool((await connection.execute(lock)).scalar())


async def take_due(connection: Connection, now: datetime, limit: int) -> Sequence[ScheduledEvent]:
    """What is due, in that order; nobody can cancel it any more. Remove or mark each row.

    A row that is being cancelled at this moment is left out.
    """
    rows = await connection.execute(
        sa.select(schedule.c.event_id, schedule.c.wire)
        .where(schedule.c.due_at <= now, schedule.c.error.is_(None))
        .order_by(schedule.c.due_at, schedule.c.event_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return rows.all()


async def remove(connection: Connection, event_ids: Collection[UUID]) -> None:
    """Take out what is published in this transaction."""
    await connection.execute(sa.delete(schedule).where(schedule.c.event_id.in_(event_ids)))


async def mark_unreadable(connection: Connection, event_id: UUID, error: str) -> None:
    """Set a row aside: it is not due for anybody until `forgive`."""
    await connection.execute(
        sa.update(schedule).where(schedule.c.event_id == event_id).values(error=error[:2_000])
    )


async def forgive(connection: Connection) -> None:
    """Let what was set aside be tried again: this version may be able to read it."""
    await connection.execute(
        sa.update(schedule).where(schedule.c.error.is_not(None)).values(error=None)
    )


async def next_due(connection: Connection) -> datetime | None:
    """When the next event is due, perhaps in the past. None when nothing is kept."""
    rows = await connection.execute(
        sa.select(schedule.c.due_at)
        .where(schedule.c.error.is_(None))
        .order_by(schedule.c.due_at)
        .limit(1)
    )
    found: datetime | None = rows.scalar()
    return found


async def published(connection: Connection, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of these ids that the log has already."""
    if not event_ids:
        return set()
    rows = await connection.execute(
        sa.select(event_log.c.event_id).where(event_log.c.event_id.in_(event_ids))
    )
    return set(rows.scalars())


async def last_tick(connection: Connection, period: str) -> datetime | None:
    """Up to which instant the passages of a period are published."""
    rows = await connection.execute(sa.select(tick.c.last_at).where(tick.c.period == period))
    found: datetime | None = rows.scalar()
    return found


async def begin_ticks(connection: Connection, period: str, at: datetime) -> None:
    """Count a period from `at` on, unless it is counted already."""
    await connection.execute(
        insert_into(tick, connection.dialect)
        .values(period=period, last_at=at)
        .on_conflict_do_nothing()
    )


async def move_tick(
    connection: Connection, period: str, before: datetime, after: datetime
) -> bool:
    """Publish up to `after` instead of `before`. False: another instance has been faster."""
    result = await connection.execute(
        sa.update(tick)
        .where(tick.c.period == period, tick.c.last_at == before)
        .values(last_at=after)
    )
    return result.rowcount == 1
