"""The inbox (what a subscription has handled) and the deliveries that failed or wait."""

from __future__ import annotations

import traceback
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection, Prepared, insert_into
from domains.core.store.tables import delivery, event_log, inbox
from domains.core.text import storable

RETRY = "retry"
"""Failed, and tried again at `next_at`."""
DEAD = "dead"
"""Failed for good. Everything that follows for its subscription and key waits behind it."""
PARKED = "parked"
"""Behind a dead letter, or set aside because its subscription rests and memory is full."""
REPLAY = "replay"
"""Was parked, and is delivered now. If `was_done`, nothing else is left to do for its event."""
DISCARDED = "discarded"
"""A dead letter that somebody gave up, with a note."""

LONGEST_ERROR = 2_000
LONGEST_TRACE = 8_000

FREED_AT_ONCE = 5_000
"""Parked deliveries that one heartbeat sets free: no statement takes any number of values."""

Sequences = set[tuple[str, str]]
"""Subscription and key."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A delivery that has not succeeded."""

    event_id: UUID
    subscription: str
    key: str
    state: str
    attempts: int
    next_at: datetime | None
    was_done: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a delivery has not succeeded."""

    error: str
    trace: str | None = None

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """What is kept of an exception: its type and message, and where it was raised."""
        text = storable(f"{type(error).__name__}: {error}")
        trace = storable("".join(traceback.format_exception(error)))
        return cls(text[:LONGEST_ERROR], trace[-LONGEST_TRACE:])


# Kept, not built for each call: building one costs as much as a round trip.
_ENTER_SEVERAL = {
    dialect: insert_into(inbox, dialect).on_conflict_do_nothing().returning(inbox.c.event_id)
    for dialect in ("sqlite", "postgresql")
}
_ENTER = {
    dialect: Prepared(insert, [column.name for column in inbox.c])
    for dialect, insert in _ENTER_SEVERAL.items()
}


async def enter_inbox(
    connection: Connection, subscription: str, event_ids: Sequence[UUID], now: datetime
) -> set[UUID]:
    """Claim the effects of events for a subscription. Returns those not claimed before.

    Insert first, so that two racing instances cannot both run the handler: the second one
    waits here until the first one's transaction has ended.
    """
    rows = [
        {"subscription": subscription, "event_id": event_id, "handled_at": now}
        for event_id in event_ids
    ]
    if len(rows) == 1:  # as a rule
        entered = await connection.fetch(_ENTER[connection.dialect], rows[0])
        return {row.event_id for row in entered}
    result = await connection.execute(_ENTER_SEVERAL[connection.dialect], rows)
    return set(result.scalars())


async def is_in_inbox(connection: Connection, subscription: str, event_id: UUID) -> bool:
    """Has the effect of the event happened for this subscription?"""
    rows = await connection.execute(
        sa.select(inbox.c.event_id).where(
            inbox.c.subscription == subscription, inbox.c.event_id == event_id
        )
    )
    return rows.first() is not None


async def record(
    connection: Connection, unfinished: Unfinished, failure: Failure, at: datetime
) -> None:
    """Write down a failed or parked delivery, replacing what was known of it.

    What was about to follow a delivery that is dead now, waits behind it once more.
    """
    values = {
        "key": unfinished.key,
        "state": unfinished.state,
        "attempts": unfinished.attempts,
        "next_at": unfinished.next_at,
        "error": failure.error,
        "trace": failure.trace,
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
    if unfinished.state == DEAD:
        await connection.execute(
            sa.update(delivery)
            .where(
                delivery.c.subscription == unfinished.subscription,
                delivery.c.key == unfinished.key,
                delivery.c.state == REPLAY,
            )
            .values(state=PARKED)
        )


async def park(connection: Connection, waiting: Sequence[Unfinished], at: datetime) -> None:
    """Set deliveries aside that cannot move now; what is known of their failures stays."""
    statement = insert_into(delivery, connection.dialect)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["event_id", "subscription"],
            set_={"state": PARKED, "attempts": statement.excluded.attempts, "next_at": None},
        ),
        [
            {
                "event_id": each.event_id,
                "subscription": each.subscription,
                "key": each.key,
                "state": PARKED,
                "attempts": each.attempts,
                "error": "its subscription rests",
                "first_failed_at": at,
                "failed_at": at,
            }
            for each in waiting
        ],
    )


async def forget(connection: Connection, subscription: str, event_id: UUID) -> None:
    """A failed delivery has succeeded after all."""
    await connection.execute(
        sa.delete(delivery).where(
            delivery.c.event_id == event_id, delivery.c.subscription == subscription
        )
    )


async def of_events(connection: Connection, event_ids: Collection[UUID]) -> list[Unfinished]:
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
            delivery.c.was_done,
        ).where(delivery.c.event_id.in_(event_ids))
    )
    return [Unfinished(**row._mapping) for row in rows]


async def blocked_sequences(connection: Connection) -> Sequences:
    """Every sequence with a dead letter, or with deliveries that wait behind one."""
    rows = await connection.execute(
        sa.select(delivery.c.subscription, delivery.c.key)
        .where(delivery.c.state.in_((DEAD, PARKED)))
        .distinct()
    )
    return {(row.subscription, row.key) for row in rows}


async def unpark(
    connection: Connection,
    owner: UUID,
    partitions: Collection[int] | None,
    resting: Collection[str],
) -> Sequences:
    """Free what waits behind nothing any more, for the `owner` to deliver; its sequences.

    The oldest `FREED_AT_ONCE`: a part of a sequence is freed once the part before is done.
    Only of these partitions, when there are several instances, so that no two of them free
    parts of one sequence. What belongs to a resting subscription stays where it is.
    """
    was_done = sa.func.coalesce(
        sa.select(~event_log.c.pending)
        .where(event_log.c.event_id == delivery.c.event_id)
        .scalar_subquery(),
        True,
    )
    freed = (
        await connection.execute(
            sa.update(delivery)
            .where(
                sa.tuple_(delivery.c.event_id, delivery.c.subscription).in_(
                    _oldest(partitions, resting)
                )
            )
            .values(state=REPLAY, next_at=None, was_done=was_done)
            .returning(delivery.c.event_id, delivery.c.subscription, delivery.c.key)
        )
    ).all()
    if freed:
        await connection.execute(
            sa.update(event_log)
            .where(event_log.c.event_id.in_({row.event_id for row in freed}))
            .values(pending=True, owner=owner)
        )
    return {(row.subscription, row.key) for row in freed}


def _oldest(
    partitions: Collection[int] | None, resting: Collection[str]
) -> sa.Select[tuple[UUID, str]]:
    """Event and subscription of what `unpark` frees."""
    ahead = delivery.alias("ahead")
    is_headed = sa.exists().where(
        ahead.c.subscription == delivery.c.subscription,
        ahead.c.key == delivery.c.key,
        ahead.c.state.in_((DEAD, REPLAY)),
    )
    condition = sa.and_(
        delivery.c.state == PARKED, delivery.c.subscription.not_in(resting), ~is_headed
    )
    if partitions is not None:
        condition = sa.and_(condition, event_log.c.partition.in_(partitions))
    return (
        sa.select(delivery.c.event_id, delivery.c.subscription)
        .join(event_log, event_log.c.event_id == delivery.c.event_id)
        .where(condition)
        .order_by(event_log.c.seq)
        .limit(FREED_AT_ONCE)
    )
