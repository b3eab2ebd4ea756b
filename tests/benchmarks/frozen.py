"""Redis stops answering: what `publish` feels of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from time import perf_counter

from domains.core import EventBusConfig, PointsAwardedEvent, effect, reaction
from domains.core.bus.dispatcher import EventBus
from domains.core.bus.redis_mirror import RedisMirror
from domains.core.database import Database, open_database
from domains.core.events.base import BaseEvent
from tests.benchmarks.contest import Result, Run, compete
from tests.benchmarks.durable_handle import handle
from tests.benchmarks.events import Noticed, Tally, counters, notice
from tests.benchmarks.report import MICRO, Table, at_most, quantiles
from tests.benchmarks.stage import Stage
from tests.benchmarks.state import awards, kernel
from tests.support.valkey import UnrulyRedis, unruly_redis

PACE = 500
"""Events per second."""
SECONDS = 2.0
THAW_SECONDS = 1.5
"""Until what waited has been written."""
BAR = 1.2
AWAKE, FROZEN = "Redis answers", "Redis is frozen (`SIGSTOP`)"


class House:
    """A bus with its mirror."""

    def __init__(self, url: str, database: Database | None) -> None:
        self.mirror = RedisMirror(url)
        self.bus = EventBus(EventBusConfig(), database=database, mirror=self.mirror)
        if database is not None:
            self.bus.add([effect("bench.credit", PointsAwardedEvent, handle)])
        self.bus.add([reaction("bench.count", Noticed, counters(Tally(), 1)[0])])

    @property
    def written(self) -> int:
        """Entries that Redis has confirmed."""
        written: int = self.mirror.report()["written"]
        return written


async def paced(house: House, make: Callable[[int], BaseEvent]) -> Run:
    """How long each call of `publish` takes, at a steady pace."""
    costs = []
    began = perf_counter()
    for number in range(int(PACE * SECONDS)):
        await asyncio.sleep(max(0.0, began + number / PACE - perf_counter()))
        event = make(number)
        called = perf_counter()
        await house.bus.publish(event)
        costs.append(perf_counter() - called)
    run = Run(len(costs), perf_counter() - began, tuple(sorted(costs)))
    await house.bus.settle()
    return run


async def awake(house: House, make: Callable[[int], BaseEvent]) -> Run:
    """Raises RuntimeError unless Redis received every event."""
    before = house.written
    run = await paced(house, make)
    await asyncio.sleep(THAW_SECONDS)
    if house.written - before < run.count:
        raise RuntimeError(f"{house.written - before} of {run.count} events reached Redis")
    return run


async def frozen(house: House, make: Callable[[int], BaseEvent], redis: UnrulyRedis) -> Run:
    """The server keeps its connections and answers nothing."""
    redis.freeze()
    try:
        return await paced(house, make)
    finally:
        redis.thaw()
        await asyncio.sleep(THAW_SECONDS)


async def _contest(redis: UnrulyRedis, database_url: str | None, rounds: int) -> dict[str, Result]:
    async with AsyncExitStack() as opened:
        database: Database | None = None
        make: Callable[[int], BaseEvent] = notice
        if database_url is not None:
            async with kernel(database_url):
                pass  # makes our table
            database, make = open_database(database_url), award
            opened.push_async_callback(database.close)
        house = House(redis.url, database)
        await house.bus.initialize()
        opened.push_async_callback(house.bus.shutdown)
        turns = {
            AWAKE: partial(awake, house, make),
            FROZEN: partial(frozen, house, make, redis),
        }
        return await compete(turns, rounds)


def award(_number: int) -> PointsAwardedEvent:
    """The next durable event."""
    return awards(1)[0]


def measure(stage: Stage) -> list[Table]:
    """An event that lives in memory, and one that SQLite stores first."""
    columns = ("", "publish() p50 / p95 / p99 µs", "p99 ratio", "bar")
    table = Table(f"publish() at {PACE} events/s while Redis does not answer", columns)
    kinds = {"in memory": None, "stored in SQLite": stage.databases("frozen")["SQLite"]}
    with unruly_redis(saves=False) as redis:
        for kind, url in kinds.items():
            results = stage.run(_contest(redis, url, stage.rounds))
            for name, result in results.items():
                ratio = result.slowness(results[AWAKE], 0.99)
                bar = at_most(ratio, BAR) if name == FROZEN else ""
                table.add(f"{kind}, {name}", quantiles(result, MICRO), f"{ratio:.2f}", bar)
    return [table]
