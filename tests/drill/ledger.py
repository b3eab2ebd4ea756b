"""What the drill's processes write, and the questions that must have the right answers."""

from __future__ import annotations

import os

import asyncpg
import sqlalchemy as sa

from domains.core import (
    DomainError,
    PointsAwardedEvent,
    PointsDeductedEvent,
    Subscription,
    Transaction,
    effect,
)

POISON_KEY = 999_999
"""The key of the events that no handler accepts."""

FULL_ORDER = True
"""True once the order of a key holds across instances: set it, and nothing else changes."""

_tables = sa.MetaData()

progress = sa.Table(
    "drill_progress",
    _tables,
    sa.Column("publisher", sa.String(16), primary_key=True),
    sa.Column("published", sa.Integer, nullable=False),
)
last_number = sa.Table(
    "drill_key",
    _tables,
    sa.Column("key", sa.BigInteger, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, comment="locked by who publishes for the key"),
)
written, first, second = (
    sa.Table(
        f"drill_{name}",
        _tables,
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True),
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, comment="grows with each of the key"),
        sa.Column("life", sa.String(32), nullable=False, comment="publisher and process id"),
    )
    for name in ("written", "first", "second")
)


async def prepare(database_url: str) -> None:
    """Create the drill's own tables."""
    connection = await asyncpg.connect(database_url)
    for table in _tables.sorted_tables:
        dialect = sa.dialects.postgresql.dialect()  # type: ignore[no-untyped-call]
        await connection.execute(str(sa.schema.CreateTable(table).compile(dialect=dialect)))
    await connection.close()


async def publish(tx: Transaction, publisher: str, key: int) -> None:
    """One row, its event, and the publisher's progress, in one transaction."""
    life = f"{publisher}.{os.getpid()}"
    upsert = tx.insert(last_number).values(key=key, number=1)
    counted = upsert.on_conflict_do_update(
        index_elements=["key"], set_={"number": last_number.c.number + 1}
    )
    number = await tx.scalar(counted.returning(last_number.c.number))
    await tx.execute(sa.insert(written).values(key=key, number=number, life=life))
    tx.publish(PointsAwardedEvent(user_id=key, points_amount=number, action_type=life))


async def published(tx: Transaction, publisher: str) -> int:
    """How far this publisher has come in all its lives."""
    query = sa.select(progress.c.published).where(progress.c.publisher == publisher)
    return int(await tx.scalar(query) or 0)


async def advance(tx: Transaction, publisher: str, to: int) -> None:
    """Remember how far it has come."""
    upsert = tx.insert(progress).values(publisher=publisher, published=to)
    await tx.execute(
        upsert.on_conflict_do_update(index_elements=["publisher"], set_={"published": to})
    )


async def book(event: PointsAwardedEvent, tx: Transaction) -> None:
    if event.user_id == POISON_KEY:
        raise DomainError
    await _enter(tx, first, event)
    tx.publish(
        PointsDeductedEvent(
            user_id=event.user_id, points_amount=event.points_amount, action_type=event.action_type
        )
    )


async def book_again(event: PointsDeductedEvent, tx: Transaction) -> None:
    await _enter(tx, second, event)


def modules() -> list[Subscription]:
    """What every process of the drill hears."""
    return [
        effect("drill.book", PointsAwardedEvent, book),
        effect("drill.book_again", PointsDeductedEvent, book_again),
    ]


async def _enter(
    tx: Transaction, table: sa.Table, event: PointsAwardedEvent | PointsDeductedEvent
) -> None:
    await tx.execute(
        sa.insert(table).values(
            key=event.user_id, number=event.points_amount, life=event.action_type
        )
    )
