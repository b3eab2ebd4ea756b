"""What an idle bus costs: PostgreSQL and Redis connected, nothing to do."""

from __future__ import annotations

import asyncio
import time

from domains.core import EventBusConfig, PointsAwardedEvent, effect
from domains.core.bus.dispatcher import EventBus
from domains.core.bus.redis_mirror import RedisMirror
from domains.core.database import open_database
from tests.benchmarks.durable_handle import handle
from tests.benchmarks.report import Table, below
from tests.benchmarks.stage import Stage

SETTLING_SECONDS = 6.0
IDLE_SECONDS = 20.0
BAR = 1.0


async def _idle(database_url: str, redis_url: str) -> float:
    database = open_database(database_url)
    mirror = RedisMirror(redis_url)
    bus = EventBus(EventBusConfig(), database=database, mirror=mirror)
    bus.add([effect("bench.credit", PointsAwardedEvent, handle)])
    await bus.initialize()
    await asyncio.sleep(SETTLING_SECONDS)
    if not mirror.is_connected:
        raise RuntimeError("the bus has not connected its mirror")
    before = time.process_time()
    await asyncio.sleep(IDLE_SECONDS)
    percent = (time.process_time() - before) / IDLE_SECONDS * 100
    await bus.shutdown()
    await database.close()
    return percent


def measure(stage: Stage) -> list[Table]:
    """Percent of one core, of this process."""
    stage.redis.flush()
    percent = stage.run(_idle(stage.databases("idle")["PostgreSQL"], stage.redis.url))
    table = Table("Idle", ("", "CPU", "bar"))
    table.add("PostgreSQL and Redis connected", f"{percent:.2f} %", below(percent, BAR, "%"))
    return [table]
