"""What the schedules do to each other's data: rows that are written, copied and copied again.

A publisher writes numbered rows, each with an event in the same transaction. One module copies
them and publishes in turn; a second one copies the copies; a third only listens. Whatever goes
wrong, in the end the three tables hold the same rows in the same order.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from domains.core import (
    PointsAwardedEvent,
    PointsDeductedEvent,
    Subscription,
    Transaction,
    effect,
    reaction,
)
from domains.core.database import Database
from domains.core.store.tables import delivery, event_log, inbox, instance
from domains.core.testing import FaultPlan

PLAYERS = (1, 2, 3)

_tables = sa.MetaData()
written, copied, recopied = (
    sa.Table(
        f"chaos_{name}",
        _tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("player", sa.Integer, nullable=False),
        sa.Column("publisher", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
    )
    for name in ("written", "copied", "recopied")
)

Order = Mapping[tuple[int, str], Sequence[int]]
"""The numbers of each player and publisher, in the order they were written."""


class World:
    """The modules of one schedule, and how unlucky they are."""

    def __init__(self, luck: random.Random, failing: float) -> None:
        self._luck = luck
        self._failing = failing
        self.heard: defaultdict[tuple[int, str], list[int]] = defaultdict(list)

    def modules(self, faults: FaultPlan) -> list[Subscription]:
        """The three subscriptions of one process; `faults` may end it at any await."""

        async def breathe() -> None:
            await asyncio.sleep(0)
            faults.step()

        async def copy(event: PointsAwardedEvent, tx: Transaction) -> None:
            await breathe()
            await _keep(tx, copied, event)
            await breathe()
            tx.publish(
                PointsDeductedEvent(
                    user_id=event.user_id,
                    points_amount=event.points_amount,
                    action_type=event.action_type,
                )
            )

        async def copy_again(event: PointsDeductedEvent, tx: Transaction) -> None:
            await _keep(tx, recopied, event)
            await breathe()
            self._stumble()

        async def listen(event: PointsAwardedEvent) -> None:
            self._stumble()
            await breathe()
            self.heard[event.user_id, event.action_type].append(event.points_amount)

        return [
            effect("chaos.copy", PointsAwardedEvent, copy),
            effect("chaos.copy_again", PointsDeductedEvent, copy_again),
            reaction("chaos.listen", PointsAwardedEvent, listen),
        ]

    def _stumble(self) -> None:
        if self._luck.random() < self._failing:
            raise ConnectionError("try again")


async def write(tx: Transaction, player: int, publisher: str, number: int) -> None:
    """One row and its event."""
    event = PointsAwardedEvent(user_id=player, points_amount=number, action_type=publisher)
    await _keep(tx, written, event)
    tx.publish(event)


async def _keep(
    tx: Transaction, table: sa.Table, event: PointsAwardedEvent | PointsDeductedEvent
) -> None:
    await tx.execute(
        sa.insert(table).values(
            player=event.user_id, publisher=event.action_type, number=event.points_amount
        )
    )


async def orders(database: Database, table: sa.Table) -> Order:
    """What a table holds. Between publishers there is no order: they publish as they like."""
    async with database.reading() as connection:
        rows = (await connection.execute(sa.select(table).order_by(table.c.id))).all()
    found: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        found[row.player, row.publisher].append(row.number)
    return dict(found)


def first_times(numbers: Sequence[int]) -> list[int]:
    """Without repetitions."""
    return list(dict.fromkeys(numbers))


async def prepare(database: Database) -> None:
    """Create the three tables."""
    async with database.writing() as connection:
        for table in _tables.sorted_tables:
            await connection.execute(sa.schema.CreateTable(table))


async def clear(database: Database) -> None:
    """Empty every table for the next schedule."""
    async with database.writing() as connection:
        for table in (written, copied, recopied, event_log, delivery, inbox, instance):
            await connection.execute(sa.delete(table))


async def pending(database: Database) -> list[sa.Row[tuple[object, ...]]]:
    """Id, owner and time of every event that somebody still has to handle."""
    columns = (event_log.c.event_id, event_log.c.owner, event_log.c.occurred_at)
    async with database.reading() as connection:
        return list(await connection.execute(sa.select(*columns).where(event_log.c.pending)))


async def unfinished(database: Database) -> int:
    """Deliveries that failed, wait or are dead."""
    async with database.reading() as connection:
        count = await connection.execute(sa.select(sa.func.count()).select_from(delivery))
        return int(count.scalar_one())
