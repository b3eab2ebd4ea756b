"""Mirror consume: how fast a backlog is read, decoded and acknowledged."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from time import perf_counter
from typing import Any

from faststream import AckPolicy
from faststream.redis import StreamSub
from redis import Redis as BlockingRedis
from redis.asyncio import Redis
from uuid_utils.compat import uuid7

from domains.core.bus.redis_codec import EVENT, KEY, ORIGIN, TYPE, WIRE
from domains.core.bus.redis_options import MirrorOptions
from tests.benchmarks.contest import Result, Run, Turn, compete
from tests.benchmarks.report import Table, at_least
from tests.benchmarks.stage import Stage
from tests.benchmarks.wide import Listener, entries, mirror, quiet_broker, until_heard

EVENTS = 3_000
BATCH = 100
BAR = 5.0
PARTITION = 7
OPTIONS = MirrorOptions(block=0.1)
HANDED, HEARD = "**mirror**, handed over and acknowledged", "**mirror**, broadcast"
GROUP, CURSOR = "redis-py, groups of 100 with one `XACK`", "redis-py, `XREAD` of 100"
FASTSTREAM = "FastStream subscriber, `max_records=100`"

Fields = Mapping[Any, Any]


def write(url: str, stream: str, written: Iterable[Fields]) -> None:
    """Write while the event loop stands still: nobody reads before all of it is there."""
    with BlockingRedis.from_url(url) as client:
        pipeline = client.pipeline(transaction=False)
        for fields in written:
            pipeline.xadd(stream, dict(fields))
        pipeline.execute()


def backlog(count: int) -> list[Fields]:
    """Entries as the mirror of another instance writes them."""
    origin = uuid7()
    return [
        {
            ORIGIN: entry.origin.bytes,
            EVENT: entry.event_id.bytes,
            TYPE: entry.event_type,
            KEY: entry.key,
            WIRE: entry.wire,
        }
        for entry in entries(count, origin)
    ]


async def _heard(listener: Listener, url: str, stream: str, written: list[Fields]) -> Run:
    before = listener.count
    write(url, stream, written)
    started = perf_counter()
    await until_heard(listener, before + len(written))
    return Run(len(written), perf_counter() - started)


@asynccontextmanager
async def through_mirror(url: str, stream: str) -> AsyncIterator[Turn]:
    """A mirror that serves a partition and hears broadcasts; `stream` says which is written."""
    listener = Listener()
    async with mirror(url, listener, OPTIONS) as (opened, _):
        if stream != OPTIONS.everyone:
            await opened.serve([PARTITION])
        await asyncio.sleep(4 * OPTIONS.block)  # the caution after a change of owner is over
        yield lambda: _heard(listener, url, stream, backlog(EVENTS))


@asynccontextmanager
async def by_cursor(url: str) -> AsyncIterator[Turn]:
    """`XREAD` from the last id seen."""
    async with Redis.from_url(url) as client:

        async def turn() -> Run:
            last: Any = await client.xadd("bench-cursor", {"n": 0})
            write(url, "bench-cursor", backlog(EVENTS))
            started, count = perf_counter(), 0
            while count < EVENTS:
                ((_, rows),) = await client.xread({"bench-cursor": last}, count=BATCH)
                for last, fields in rows:  # noqa: B007 - the last one is where to go on
                    json.loads(fields[WIRE])
                count += len(rows)
            return Run(count, perf_counter() - started)

        yield turn


@asynccontextmanager
async def by_group(url: str) -> AsyncIterator[Turn]:
    """`XREADGROUP`, and one `XACK` for a batch."""
    async with Redis.from_url(url) as client:
        await client.xgroup_create("bench-group", "g", mkstream=True)

        async def turn() -> Run:
            write(url, "bench-group", backlog(EVENTS))
            started, count = perf_counter(), 0
            while count < EVENTS:
                found = await client.xreadgroup("g", "c", {"bench-group": ">"}, count=BATCH)
                ((_, rows),) = found
                for _, fields in rows:
                    json.loads(fields[WIRE])
                await client.xack("bench-group", "g", *(identifier for identifier, _ in rows))
                count += len(rows)
            return Run(count, perf_counter() - started)

        yield turn


@asynccontextmanager
async def by_faststream(url: str) -> AsyncIterator[Turn]:
    """Its consumer group, in batches from Redis, one message at a time to the handler."""
    listener = Listener()
    broker = quiet_broker(url)
    stream = StreamSub("bench-faststream", group="g", consumer="c", max_records=BATCH)

    @broker.subscriber(stream=stream, ack_policy=AckPolicy.NACK_ON_ERROR)
    async def handle(body: dict[str, Any]) -> None:
        listener.count += 1

    async with broker, Redis.from_url(url) as client:
        await broker.start()
        (entry,) = entries(1, uuid7())
        await broker.publish(json.loads(entry.wire), stream="bench-template")
        ((_, fields),) = await client.xrange("bench-template")  # as its publisher encodes it
        await asyncio.sleep(0.1)
        yield lambda: _heard(listener, url, "bench-faststream", [fields] * EVENTS)


CONTESTANTS: dict[str, Callable[[str], AbstractAsyncContextManager[Turn]]] = {
    HANDED: partial(through_mirror, stream=OPTIONS.partition(PARTITION)),
    HEARD: partial(through_mirror, stream=OPTIONS.everyone),
    GROUP: by_group,
    CURSOR: by_cursor,
    FASTSTREAM: by_faststream,
}


async def _contest(url: str, rounds: int) -> dict[str, Result]:
    async with AsyncExitStack() as opened:
        turns = {
            name: await opened.enter_async_context(contestant(url))
            for name, contestant in CONTESTANTS.items()
        }
        return await compete(turns, rounds)


def measure(stage: Stage) -> list[Table]:
    """Events per second; every contestant decodes the JSON."""
    stage.redis.flush()
    results = stage.run(_contest(stage.redis.url, stage.rounds))
    table = Table("Mirror consume", ("", "events/s", "of FastStream", "of redis-py", "bar"))
    for name, result in results.items():
        ratio = result.ratio(results[FASTSTREAM])
        bare = CURSOR if name in {HEARD, CURSOR} else GROUP
        bar = at_least(ratio, BAR) if name in {HANDED, HEARD} else ""
        bare_ratio = f"{result.ratio(results[bare]):.2f}"
        table.add(name, f"{result.rate:,.0f}", f"{ratio:.1f}", bare_ratio, bar)
    return [table]
