"""Events for later through crashes and crowds: each published once, or cancelled, never both."""

from __future__ import annotations

import asyncio
import itertools
import random
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from domains.core import EventBus, Kernel, PointsAwardedEvent
from domains.core.clock import VirtualClock
from domains.core.database import open_database
from domains.core.store.tables import event_log, schedule
from domains.core.tasks import TaskSupervisor
from domains.core.testing import FaultPlan, FaultyDatabase, ProcessDied

SCHEDULES = 15
EVENTS = 12


def award(number: int) -> PointsAwardedEvent:
    return PointsAwardedEvent(
        event_id=UUID(int=number + 1), user_id=number + 1, points_amount=1, action_type="chaos"
    )


async def published(url: str) -> list[int]:
    """Numbers of what the log has, in its order; nothing may be left over."""
    database = open_database(url)
    async with database.reading() as connection:
        rows = await connection.execute(
            sa.select(event_log.c.event_id)
            .where(event_log.c.event_type == PointsAwardedEvent.event_type)
            .order_by(event_log.c.seq)
        )
        left = await connection.execute(sa.select(schedule.c.event_id))
        assert left.all() == []
        found = [event_id.int - 1 for event_id in rows.scalars()]
    await database.close()
    return found


class Life:
    """One life: schedules what is missing, cancels at random, lets time pass."""

    def __init__(self, database: FaultyDatabase, clock: VirtualClock, luck: random.Random) -> None:
        self._database, self._clock, self._luck = database, clock, luck
        self._supervisor = TaskSupervisor()
        self._bus = EventBus(database=database, clock=clock, supervisor=self._supervisor)

    async def live(self, due: dict[int, datetime], cancelled: dict[int, bool]) -> bool:
        try:
            await self._bus.initialize()
            for number, at in due.items():
                await self._bus.publish(award(number), at=at)
            for _ in range(20):
                self._clock.advance(self._luck.randint(0, 30))
                number = self._luck.randrange(EVENTS)
                if self._luck.random() < 0.2 and number not in cancelled:
                    cancelled[number] = False  # unknown, should the answer be lost
                    cancelled[number] = await self._bus.cancel(UUID(int=number + 1))
                await self._bus.settle()
            self._clock.advance(10_000)
            await self._bus.settle()
        except ProcessDied:
            return False
        finally:
            await self._supervisor.close()
        return not self._database.faults.is_dead


@pytest.mark.parametrize("seed", range(SCHEDULES))
async def test_each_is_published_once_or_cancelled(
    seed: int, prepared_url: str, clock: VirtualClock
) -> None:
    luck = random.Random(seed)
    due = {n: clock.now() + timedelta(seconds=luck.randint(0, 300)) for n in range(EVENTS)}
    cancelled: dict[int, bool] = {}
    for life in itertools.count(1):  # each may be longer than the one before
        database = open_database(prepared_url)
        plan = FaultPlan().crash_after(luck.randint(10, 300 * life))
        mortal = FaultyDatabase(database, plan)
        survived = await Life(mortal, clock, luck).live(dict(due), cancelled)
        await database.close()
        if survived:
            break
        # What was tried to cancel is not scheduled again: its row is there, or is gone for good.
        due = {number: at for number, at in due.items() if number not in cancelled}
    found = await published(prepared_url)
    assert len(found) == len(set(found))
    assert set(found) >= set(due) - set(cancelled)
    assert not set(found) & {number for number, done in cancelled.items() if done}


async def test_a_crowd_publishes_each_once_and_in_the_order_of_their_time(
    prepared_postgres_url: str, clock: VirtualClock
) -> None:
    kernels = [Kernel.open(prepared_postgres_url, clock) for _ in range(3)]
    for kernel in kernels:
        await kernel.bus.initialize()
    count = 400
    numbers = list(range(count))
    random.Random(1).shuffle(numbers)
    async with kernels[0].uow() as tx:
        for number in numbers:
            tx.publish(award(number), at=clock.now() + timedelta(milliseconds=number * 10))
    for _ in range(4):  # the first time four batches are due at once
        clock.advance(4)
        await asyncio.gather(*(kernel.bus.settle() for kernel in kernels))
    assert await published(prepared_postgres_url) == list(range(count))
    for kernel in kernels:
        await kernel.close()
