"""Mirror publish: from the offer until Redis has confirmed the entry."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from time import perf_counter

from faststream.redis import RedisBroker
from redis.asyncio import Redis
from uuid_utils.compat import uuid7

from tests.benchmarks.contest import Result, Run, compete
from tests.benchmarks.report import Table, at_least
from tests.benchmarks.stage import Stage
from tests.benchmarks.wide import Listener, entries, mirror, quiet_broker

EVENTS = 5_000
FASTSTREAM_EVENTS = 1_000
PIPELINE = 100
ORIGIN = uuid7()
BAR = 0.6
OURS, SHARED = "**mirror**, broadcast", "mirror, broadcast and handed over (two entries)"
BARE, FASTSTREAM = "redis-py, pipelines of 100 `XADD`", "FastStream `publish`"


async def through_mirror(url: str, partition: int | None, count: int) -> Run:
    """`offer` all, then wait until the writer has them confirmed."""
    async with mirror(url, Listener()) as (opened, instance):
        offered = entries(count, instance)
        await asyncio.sleep(0.05)  # what a start writes is written
        before = opened.report()["written"]
        started = perf_counter()
        for entry in offered:
            opened.offer(entry, partition)
        while opened.report()["written"] - before < count:
            await asyncio.sleep(0.001)  # a busy loop would take Redis's processor
        return Run(count, perf_counter() - started)


async def by_pipeline(client: Redis, count: int) -> Run:
    """One field, the JSON; trimmed as ours."""
    wires = [entry.wire for entry in entries(count, ORIGIN)]
    started = perf_counter()
    for first in range(0, count, PIPELINE):
        pipeline = client.pipeline(transaction=False)
        for wire in wires[first : first + PIPELINE]:
            pipeline.xadd("bench", {"w": wire}, maxlen=100_000)
        await pipeline.execute()
    return Run(count, perf_counter() - started)


async def by_faststream(broker: RedisBroker, count: int) -> Run:
    """One at a time: it knows no other way to a stream."""
    wires = [entry.wire for entry in entries(count, ORIGIN)]
    started = perf_counter()
    for wire in wires:
        await broker.publish(wire, stream="bench-faststream", maxlen=100_000)
    return Run(count, perf_counter() - started)


async def _contest(url: str, rounds: int) -> dict[str, Result]:
    async with AsyncExitStack() as opened:
        client = await opened.enter_async_context(Redis.from_url(url))
        broker = await opened.enter_async_context(quiet_broker(url))
        return await compete(
            {
                OURS: partial(through_mirror, url, None, EVENTS),
                SHARED: partial(through_mirror, url, 0, EVENTS),
                BARE: partial(by_pipeline, client, EVENTS),
                FASTSTREAM: partial(by_faststream, broker, FASTSTREAM_EVENTS),
            },
            rounds,
        )


def measure(stage: Stage) -> list[Table]:
    """Events per second."""
    stage.redis.flush()
    results = stage.run(_contest(stage.redis.url, stage.rounds))
    table = Table("Mirror publish", ("", "events/s", "of the pipeline", "bar"))
    for name, result in results.items():
        ratio = result.ratio(results[BARE])
        bar = at_least(ratio, BAR) if name == OURS else ""
        table.add(name, f"{result.rate:,.0f}", f"{ratio:.2f}", bar)
    return [table]
