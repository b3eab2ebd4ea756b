"""Two or three processes on one PostgreSQL: they die, and take each other's work over."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from domains.core import EventBus, EventBusConfig
from domains.core.bus.redis_event_bus import RedisEventBus
from domains.core.database import open_database
from tests.chaos import seeds, world
from tests.chaos.schedule import PATIENT, Schedule
from tests.support.valkey import UnrulyRedis


@pytest.mark.parametrize("chosen", seeds.portions(40), ids=seeds.name)
async def test_several_instances(prepared_postgres_url: str, chosen: range) -> None:
    database = open_database(prepared_postgres_url)
    await world.prepare(database)

    async def live(seed: int) -> None:
        await world.clear(database)
        await Schedule(database, seed, instances=2 + seed % 2).run()

    try:
        await seeds.each(chosen, live)
    finally:
        await database.close()


@pytest.mark.parametrize("chosen", seeds.portions(10), ids=seeds.name)
async def test_several_instances_with_redis(
    prepared_postgres_url: str, unruly_redis: UnrulyRedis, chosen: range
) -> None:
    """Redis dies, freezes and comes back empty in the midst of it all."""
    database = open_database(prepared_postgres_url)
    await world.prepare(database)
    config = PATIENT.model_copy(update={"redis_url": unruly_redis.url})

    async def empty(number: int) -> None:
        await asyncio.to_thread(unruly_redis.restart, empty=True)

    async def freeze(number: int) -> None:
        unruly_redis.freeze()
        await asyncio.sleep(0.05)
        unruly_redis.thaw()

    def open_bus(_config: EventBusConfig, **parts: Any) -> EventBus:
        return RedisEventBus(config, **parts)

    async def live(seed: int) -> None:
        await world.clear(database)
        schedule = Schedule(
            database, seed, instances=2, open_bus=open_bus, mishaps=(empty, freeze)
        )
        await schedule.run()

    try:
        await seeds.each(chosen, live)
    finally:
        await database.close()
