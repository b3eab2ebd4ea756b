"""Whatever the instant of a crash: no durable event lost, effects once, order kept.

A publisher writes numbered rows, each with an event in the same transaction. One module
copies them and publishes in turn; a second one copies the copies. The process dies at random
steps and is started again, until everything is through.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from domains.core import (
    EventBus,
    EventBusConfig,
    PointsAwardedEvent,
    Subscription,
    Transaction,
    effect,
)
from domains.core.clock import VirtualClock
from domains.core.database import Database, open_database
from domains.core.events import PointsDeductedEvent
from domains.core.store.tables import delivery, event_log, instance
from domains.core.tasks import TaskSupervisor
from domains.core.testing import FaultPlan, FaultyDatabase, ProcessDied
from tests.support.schema import create_schema

PLAYERS = (1, 2, 3)
EVENTS = 24
SCHEDULES = 30

_tables = sa.MetaData()
written, copied, recopied = (
    sa.Table(
        f"chaos_{name}",
        _tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("player", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
    )
    for name in ("written", "copied", "recopied")
)


async def copy(event: PointsAwardedEvent, tx: Transaction) -> None:
    await tx.execute(sa.insert(copied).values(player=event.user_id, number=event.points_amount))
    tx.publish(
        PointsDeductedEvent(
            user_id=event.user_id, points_amount=event.points_amount, action_type="chaos"
        )
    )


async def copy_again(event: PointsDeductedEvent, tx: Transaction) -> None:
    await tx.execute(sa.insert(recopied).values(player=event.user_id, number=event.points_amount))


def subscriptions(unlucky: random.Random) -> Sequence[Subscription]:
    """The two modules; the second also fails now and then without dying."""

    async def sometimes(event: PointsDeductedEvent, tx: Transaction) -> None:
        await copy_again(event, tx)
        if unlucky.random() < 0.1:
            raise ConnectionError("try again")

    return (
        effect("chaos.copy", PointsAwardedEvent, copy),
        effect("chaos.copy_again", PointsDeductedEvent, sometimes),
    )


class Life:
    """One life of the process, from start to its sudden end or to the end of the work."""

    def __init__(self, database: FaultyDatabase, clock: VirtualClock, luck: random.Random) -> None:
        self._database = database
        self._clock = clock
        self._supervisor = TaskSupervisor()
        self._bus = EventBus(
            EventBusConfig(max_retry_attempts=50),
            database=database,
            clock=clock,
            supervisor=self._supervisor,
        )
        self._bus.add(subscriptions(luck))

    async def live(self) -> bool:
        """True when everything was published and settled."""
        try:
            await self._bus.initialize()
            while await self._publish_next():
                await asyncio.sleep(0)  # let the workers in
            await self._settle()
        except ProcessDied:
            return False
        finally:
            await self._supervisor.close()
        return not self._database.faults.is_dead

    async def _publish_next(self) -> bool:
        uow = self._bus.unit_of_work
        assert uow is not None
        async with uow() as tx:
            number = int(await tx.scalar(sa.select(sa.func.count()).select_from(written))) + 1
            if number > EVENTS:
                return False
            player = PLAYERS[number % len(PLAYERS)]
            await tx.execute(sa.insert(written).values(player=player, number=number))
            tx.publish(
                PointsAwardedEvent(user_id=player, points_amount=number, action_type="chaos")
            )
        return True

    async def _settle(self) -> None:
        for _ in range(200):
            if self._database.faults.is_dead:
                raise ProcessDied
            async with asyncio.timeout(20):
                await self._bus.settle()
            if not await self._pending():
                return
            self._clock.advance(60)
        raise AssertionError("it never settled")

    async def _pending(self) -> bool:
        async with self._database.reading() as connection:
            rows = await connection.execute(sa.select(event_log.c.seq).where(event_log.c.pending))
            return rows.first() is not None


async def numbers(database: Database, table: sa.Table) -> dict[int, list[int]]:
    async with database.reading() as connection:
        rows = (await connection.execute(sa.select(table).order_by(table.c.id))).all()
    return {player: [r.number for r in rows if r.player == player] for player in PLAYERS}


@pytest.mark.parametrize("seed", range(SCHEDULES // 10))
async def test_nothing_is_lost_doubled_or_disordered(database_url: str, seed: int) -> None:
    database = open_database(database_url)
    await create_schema(database)
    async with database.writing() as connection:
        for table in _tables.sorted_tables:
            await connection.execute(sa.schema.CreateTable(table))
    for schedule in range(10):
        await _clear(database)
        luck = random.Random(seed * 100 + schedule)
        clock = VirtualClock()
        lives = 1
        while True:
            # Even luck lets a life make some progress, so the work ends.
            mortal = FaultyDatabase(
                database, FaultPlan().crash_after(luck.randint(5, 40 + 40 * lives))
            )
            if await Life(mortal, clock, luck).live():
                break
            lives += 1
            clock.advance(60)  # the dead instance's lease runs out
        expected = await numbers(database, written)
        assert sum(map(len, expected.values())) == EVENTS
        assert await numbers(database, copied) == expected
        assert await numbers(database, recopied) == expected
    await database.close()


async def _clear(database: Database) -> None:
    async with database.writing() as connection:
        for table in (written, copied, recopied, event_log, delivery, instance):
            await connection.execute(sa.delete(table))
