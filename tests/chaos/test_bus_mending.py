"""Whatever an operator does, and whenever: effects once, in order, reactions not repeated.

Two players' events are published while a module refuses some of them, dead letters are
replayed at random, processes die in between. In the end everything is mended.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa

from domains.core import (
    DomainError,
    Kernel,
    PointsAwardedEvent,
    Subscription,
    Transaction,
    effect,
    reaction,
)
from domains.core.clock import VirtualClock
from domains.core.operations.service import Operations
from domains.core.store.dead_letters import LetterFilter
from domains.core.store.inspection import EventFilter
from domains.core.store.tables import delivery, event_log, instance
from tests.core.operations.conftest import beat
from tests.core.test_bus import points

applied = sa.Table(
    "chaos_applied",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("player", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
)

PLAYERS = (1, 2)
STEPS = 60


class World:
    """A database, the module that refuses, and whatever process lives at the moment."""

    def __init__(self, url: str, luck: random.Random) -> None:
        self._url = url
        self._luck = luck
        self.clock = VirtualClock()
        self.refusing = 0.3
        self.told: list[int] = []
        self.published = 0
        self.may_have_repeated = False

    async def begin(self) -> None:
        self.kernel = Kernel.open(self._url, self.clock)
        self.operations = Operations(self.kernel.database, self.clock)
        self.kernel.bus.add(self._subscriptions())
        await self.kernel.bus.initialize()

    async def die(self) -> None:
        """As by `kill -9`, sometimes in the middle of work; another process takes over."""
        if self._luck.random() < 0.5:
            await self.kernel.bus.settle()
        else:
            self.may_have_repeated = True  # a reaction may have ended without its mark
        await self.kernel.supervisor.close()
        async with self.kernel.database.writing() as connection:
            await connection.execute(sa.delete(instance))
        await self.kernel.database.close()
        await self.begin()

    async def applied(self) -> dict[int, list[int]]:
        """What each player's events have done, in order."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        async with self.kernel.uow.reading() as tx:
            for row in await tx.execute(sa.select(applied).order_by(applied.c.id)):
                found[row.player].append(row.number)
        return found

    async def publish(self) -> None:
        self.published += 1
        await self.kernel.bus.publish(points(self._luck.choice(PLAYERS), self.published))

    async def beat(self) -> None:
        await beat(self.kernel, self.clock)

    async def rush(self) -> None:
        """Publish while the heartbeat takes up what was mended."""
        await self.replay()
        beating = asyncio.ensure_future(self.beat())
        for _ in range(6):
            await self.publish()
        await beating

    async def replay(self) -> None:
        player = self._luck.choice((*map(str, PLAYERS), None))
        await self.operations.dead_letters.replay(LetterFilter(event=EventFilter(key=player)))

    async def yield_(self) -> None:
        for _ in range(self._luck.randrange(20)):
            await asyncio.sleep(0)

    def _subscriptions(self) -> tuple[Subscription, ...]:
        return (
            effect("chaos.apply", PointsAwardedEvent, self._apply),
            reaction("chaos.tell", PointsAwardedEvent, self._tell),
        )

    async def _apply(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        if self._luck.random() < self.refusing:
            raise DomainError
        await tx.execute(
            sa.insert(applied).values(player=event.user_id, number=event.points_amount)
        )

    async def _tell(self, event: PointsAwardedEvent) -> None:
        self.told.append(event.points_amount)


@pytest.mark.parametrize("seed", range(int(os.environ.get("CHAOS_SCHEDULES", "20"))))
async def test_mending_at_any_moment_keeps_order_and_repeats_nothing(
    prepared_sqlite_url: str, seed: int
) -> None:
    await play(prepared_sqlite_url, random.Random(seed))


@pytest.mark.parametrize("seed", range(int(os.environ.get("CHAOS_SCHEDULES", "10"))))
async def test_mending_at_any_moment_on_postgresql(prepared_postgres_url: str, seed: int) -> None:
    await play(prepared_postgres_url, random.Random(seed))


async def play(url: str, luck: random.Random) -> None:
    world = World(url, luck)
    await world.begin()
    async with world.kernel.uow() as tx:
        await tx.execute(sa.schema.CreateTable(applied))
    steps: list[Callable[[], Awaitable[None]]] = [
        *(world.publish,) * 8,
        *(world.beat,) * 3,
        *(world.replay,) * 3,
        *(world.rush,) * 3,
        *(world.yield_,) * 3,
        world.die,
    ]
    for _ in range(STEPS):
        await luck.choice(steps)()
    world.refusing = 0.0
    for _ in range(5):
        await world.operations.dead_letters.replay(LetterFilter())
        await world.beat()
    for numbers in (everything := await world.applied()).values():
        assert numbers == sorted(numbers)
    assert sum(map(len, everything.values())) == world.published
    told = set(world.told) if world.may_have_repeated else world.told
    assert sorted(told) == list(range(1, world.published + 1))
    async with world.kernel.uow.reading() as tx:
        assert (await tx.execute(sa.select(delivery))).all() == []
        pending = sa.select(sa.func.count()).where(event_log.c.pending)
        assert await tx.scalar(pending) == 0
    await world.kernel.close()
