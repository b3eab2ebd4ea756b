"""The other instance: `python -m tests.benchmarks.receivers <kind> <redis url>`.

A process of its own that hears events and notes when. The clock is the machine's monotonic one,
which all processes share. On each line of standard input it reports what it has heard.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from uuid import UUID

import uvloop
from faststream.redis import StreamSub
from redis.asyncio import Redis
from uuid_utils.compat import uuid7

from bot.logs import configure_logs
from domains.core.bus.mirror import Entry
from domains.core.tasks import TaskSupervisor
from tests.benchmarks.wide import Listener, mirror, quiet_broker

STREAM, FASTSTREAM_STREAM = "bench-latency", "bench-latency-faststream"
SETTLING_SECONDS = 0.2
ORIGIN = uuid7()

Receiver = Callable[[str, Listener], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def through_mirror(url: str, listener: Listener) -> AsyncIterator[None]:
    """A mirror of another instance."""
    async with mirror(url, listener):
        yield


@asynccontextmanager
async def bare(url: str, listener: Listener) -> AsyncIterator[None]:
    """`XREAD BLOCK` from the last id seen."""
    tasks = TaskSupervisor()
    async with Redis.from_url(url) as client:
        start: Any = await client.xadd(STREAM, {"i": ORIGIN.bytes, "w": "{}"})

        async def read() -> None:
            last = start
            while True:
                found = await client.xread({STREAM: last}, count=100, block=1_000)
                for last, fields in found[0][1] if found else ():  # noqa: B007 - where to go on
                    _hear(listener, UUID(bytes=fields[b"i"]), fields[b"w"].decode())

        tasks.spawn("read", read())
        yield
        await tasks.close()


@asynccontextmanager
async def faststream(url: str, listener: Listener) -> AsyncIterator[None]:
    """Its subscriber, as in the consume benchmark."""
    broker = quiet_broker(url)
    stream = StreamSub(FASTSTREAM_STREAM, group="g", consumer="c", max_records=100)

    @broker.subscriber(stream=stream)
    async def handle(body: dict[str, Any]) -> None:
        _hear(listener, UUID(body["i"]), body["w"])

    async with broker:
        await broker.start()
        yield


def _hear(listener: Listener, event_id: UUID, wire: str) -> None:
    listener.heard([Entry(event_id, "", "", ORIGIN, wire)])


RECEIVERS: dict[str, Receiver] = {"mirror": through_mirror, "bare": bare, "faststream": faststream}


async def serve(kind: str, url: str) -> None:
    """Until standard input ends."""
    listener = Listener()
    async with RECEIVERS[kind](url, listener):
        await asyncio.sleep(SETTLING_SECONDS)
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            report = {str(event_id): at for event_id, at in listener.at.items()}
            listener.at.clear()
            print(json.dumps(report), flush=True)


if __name__ == "__main__":
    configure_logs("error", "json")
    uvloop.run(serve(*sys.argv[1:]))
