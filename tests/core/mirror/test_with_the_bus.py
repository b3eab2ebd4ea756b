"""Two whole buses on one PostgreSQL and one Redis: the work is shared, the news is everywhere."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import sqlalchemy as sa

from domains.core import EventBusConfig, PointsAwardedEvent, RedisEventBus, Scope, reaction
from domains.core.database import open_database
from domains.core.store.tables import event_log
from domains.core.tasks import TaskSupervisor
from tests.core.mirror.house import PATIENCE, until
from tests.support.valkey import UnrulyRedis


class House:
    """One program: a bus, its database, and what its handlers saw."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        self.database = open_database(database_url)
        self.supervisor = TaskSupervisor()
        config = EventBusConfig(redis_url=redis_url, health_check_interval_seconds=1)
        self.bus = RedisEventBus(config, database=self.database, supervisor=self.supervisor)
        self.done: dict[str, list[int]] = defaultdict(list)
        self.heard: list[int] = []
        self.bus.add(
            [
                reaction("test.once", PointsAwardedEvent, self._do),
                reaction("test.all", PointsAwardedEvent, self._hear, Scope.EVERY_INSTANCE),
            ]
        )

    async def _do(self, event: PointsAwardedEvent) -> None:
        self.done[event.key].append(event.points_amount)

    async def _hear(self, event: PointsAwardedEvent) -> None:
        self.heard.append(event.points_amount)

    async def award(self, first: int, last: int) -> None:
        for amount in range(first, last + 1):
            for user in range(1, 17):
                event = PointsAwardedEvent(user_id=user, points_amount=amount, action_type="test")
                await self.bus.publish(event)

    async def pending(self) -> int:
        async with self.database.reading() as connection:
            waiting = sa.select(sa.func.count()).where(event_log.c.pending)
            return int((await connection.execute(waiting)).scalar_one())

    async def partitions(self) -> int:
        return int((await self.bus.get_metrics())["partitions"])

    async def close(self) -> None:
        await self.bus.shutdown()
        await self.supervisor.close()
        await self.database.close()


@pytest.fixture
async def pair(
    prepared_postgres_url: str, unruly_redis: UnrulyRedis
) -> AsyncIterator[tuple[House, House]]:
    houses = tuple(House(prepared_postgres_url, unruly_redis.url) for _ in range(2))
    for house in houses:
        await house.bus.initialize()
    yield houses[0], houses[1]
    for house in houses:
        await house.close()


async def test_work_is_shared_in_order_and_news_is_everywhere(pair: tuple[House, House]) -> None:
    one, two = pair
    counts: list[int] = []

    async def both_hold_some() -> None:
        counts[:] = [await one.partitions(), await two.partitions()]

    await _until_each(both_hold_some, lambda: all(counts))
    await one.award(1, 5)
    await two.award(6, 10)
    await until(lambda: _done(pair) == 160)
    assert one.done
    assert two.done
    for key in one.done.keys() | two.done.keys():
        assert sorted(one.done[key] + two.done[key]) == list(range(1, 11))
        assert one.done[key] == sorted(one.done[key])
        assert two.done[key] == sorted(two.done[key])
    await until(lambda: len(one.heard) == len(two.heard) == 160)


async def test_nothing_is_lost_while_redis_is_dead(
    pair: tuple[House, House], unruly_redis: UnrulyRedis
) -> None:
    one, two = pair
    await one.award(1, 2)
    unruly_redis.kill()
    await one.award(3, 4)
    await two.award(5, 6)
    unruly_redis.start(empty=True)
    await one.award(7, 8)
    await until(lambda: _done(pair) >= 128)
    for key in one.done.keys() | two.done.keys():
        assert {*one.done[key], *two.done[key]} == set(range(1, 9))
    left: list[int] = []

    async def look() -> None:
        left[:] = [await one.pending()]

    await _until_each(look, lambda: left == [0])


async def _until_each(look: Callable[[], Awaitable[None]], holds: Callable[[], bool]) -> None:
    """As `until`, with a look at the database before each try."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await look()
            if holds():
                return
            await asyncio.sleep(0.02)


def _done(pair: tuple[House, House]) -> int:
    return sum(len(amounts) for house in pair for amounts in house.done.values())
