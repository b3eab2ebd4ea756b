"""Reading the bus's tables, for operators: nothing here changes a row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection
from domains.core.store.deliveries import REPLAY, RETRY
from domains.core.store.tables import (
    delivery,
    event_log,
    inbox,
    instance,
    partition,
    paused,
    schedule,
)

Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are meant; what is left out does not narrow.

    `event_types` are types or patterns such as `gamification.*`, any of them. `since` is
    inclusive, `until` is not; both are timezone-aware.
    """

    event_types: tuple[str, ...] = ()
    key: str | None = None
    correlation_id: str | None = None
    event_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    pending: bool | None = None


def conditions(chosen: EventFilter) -> list[sa.ColumnElement[bool]]:
    """The filter as conditions on the log."""
    log = event_log.c
    found: list[sa.ColumnElement[bool]] = []
    if chosen.event_types:
        found.append(sa.or_(*map(_of_type, chosen.event_types)))
    for column, value in (
        (log.key, chosen.key),
        (log.correlation_id, chosen.correlation_id),
        (log.event_id, chosen.event_id),
    ):
        if value is not None:
            found.append(column == value)
    if chosen.since is not None:
        found.append(log.occurred_at >= chosen.since)
    if chosen.until is not None:
        found.append(log.occurred_at < chosen.until)
    if chosen.pending is not None:
        found.append(log.pending if chosen.pending else sa.not_(log.pending))
    return found


async def events(connection: Connection, chosen: EventFilter, limit: int) -> Sequence[Row]:
    """The newest `limit` events that match, oldest first."""
    rows = await connection.execute(
        sa.select(event_log)
        .where(*conditions(chosen))
        .order_by(event_log.c.seq.desc())
        .limit(limit)
    )
    return list(reversed(rows.all()))


async def count(connection: Connection, chosen: EventFilter) -> int:
    """How many events match."""
    rows = await connection.execute(
        sa.select(sa.func.count()).select_from(event_log).where(*conditions(chosen))
    )
    return int(rows.scalar_one())


async def handled(connection: Connection, event_ids: Collection[UUID]) -> Sequence[Row]:
    """Which subscriptions have applied the effect of these events, and when."""
    rows = await connection.execute(sa.select(inbox).where(inbox.c.event_id.in_(event_ids)))
    return rows.all()


async def unfinished(connection: Connection, event_ids: Collection[UUID]) -> Sequence[Row]:
    """What failed, waits or was discarded of these events."""
    rows = await connection.execute(sa.select(delivery).where(delivery.c.event_id.in_(event_ids)))
    return rows.all()


async def instances(connection: Connection) -> Sequence[Row]:
    """Every instance that has not left."""
    rows = await connection.execute(sa.select(instance).order_by(instance.c.alive_at.desc()))
    return rows.all()


async def backlog(connection: Connection) -> Row:
    """`pending` and `oldest_at` of the events that are not done."""
    rows = await connection.execute(
        sa.select(
            sa.func.count().label("pending"),
            sa.func.min(event_log.c.occurred_at).label("oldest_at"),
        ).where(event_log.c.pending)
    )
    return rows.one()


async def oldest_untried(connection: Connection) -> datetime | None:
    """When the oldest event happened that is pending and has not failed for anybody."""
    retried = sa.exists().where(
        delivery.c.event_id == event_log.c.event_id, delivery.c.state.in_((RETRY, REPLAY))
    )
    rows = await connection.execute(
        sa.select(event_log.c.occurred_at)
        .where(event_log.c.pending, ~retried)
        .order_by(event_log.c.occurred_at)
        .limit(1)
    )
    return rows.scalars().first()


async def backlog_by_type(connection: Connection) -> Sequence[Row]:
    """`event_type`, `pending`, `oldest_at`."""
    return await _backlog_by(connection, event_log.c.event_type)


async def backlog_by_partition(connection: Connection) -> Sequence[Row]:
    """`partition`, `pending`, `oldest_at`."""
    return await _backlog_by(connection, event_log.c.partition)


async def handled_of_backlog(connection: Connection) -> Sequence[Row]:
    """How much of what is pending a subscription has done: `subscription`, `handled`."""
    rows = await connection.execute(
        sa.select(inbox.c.subscription, sa.func.count().label("handled"))
        .join(event_log, event_log.c.event_id == inbox.c.event_id)
        .where(event_log.c.pending)
        .group_by(inbox.c.subscription)
    )
    return rows.all()


async def troubles(connection: Connection) -> Sequence[Row]:
    """`subscription`, `state`, `number`, `oldest_at` of what failed or waits."""
    rows = await connection.execute(
        sa.select(
            delivery.c.subscription,
            delivery.c.state,
            sa.func.count().label("number"),
            sa.func.min(delivery.c.first_failed_at).label("oldest_at"),
        )
        .group_by(delivery.c.subscription, delivery.c.state)
        .order_by(delivery.c.subscription)
    )
    return rows.all()


async def pauses(connection: Connection) -> Sequence[Row]:
    """What an operator has paused."""
    rows = await connection.execute(sa.select(paused).order_by(paused.c.subscription))
    return rows.all()


async def partitions(connection: Connection) -> Sequence[Row]:
    """Who serves which share of the keys."""
    rows = await connection.execute(sa.select(partition).order_by(partition.c.partition))
    return rows.all()


async def scheduled(connection: Connection) -> Row:
    """`number` and `next_at` of the events that are published later."""
    rows = await connection.execute(
        sa.select(sa.func.count().label("number"), sa.func.min(schedule.c.due_at).label("next_at"))
    )
    return rows.one()


async def _backlog_by(connection: Connection, column: sa.Column[Any]) -> Sequence[Row]:
    rows = await connection.execute(
        sa.select(
            column,
            sa.func.count().label("pending"),
            sa.func.min(event_log.c.occurred_at).label("oldest_at"),
        )
        .where(event_log.c.pending)
        .group_by(column)
        .order_by(column)
    )
    return rows.all()


def _of_type(pattern: str) -> sa.ColumnElement[bool]:
    column = event_log.c.event_type
    if pattern == "*":
        return sa.true()
    if pattern.endswith(".*"):
        return column.startswith(pattern[:-1], autoescape=True)
    return column == pattern
