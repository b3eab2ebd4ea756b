"""Latency between instances at a steady pace: from the call until another process has it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from time import perf_counter
from uuid import UUID

from redis.asyncio import Redis
from uuid_utils.compat import uuid7

from domains.core.bus.mirror import Entry
from tests.benchmarks.contest import Result, Run, Turn, compete
from tests.benchmarks.receivers import FASTSTREAM_STREAM, STREAM
from tests.benchmarks.report import MICRO, Table, at_most, quantiles
from tests.benchmarks.stage import Stage
from tests.benchmarks.wide import Listener, entries, mirror, quiet_broker

PACE = 300
"""Events per second."""
SECONDS = 1.5
PATIENCE_SECONDS = 10.0
BAR = 1.3
OURS, BARE, FASTSTREAM = "**mirror to mirror**", "redis-py, `XADD` and `XREAD BLOCK`", "FastStream"
LONGEST_REPORT = 2**22

Publish = Callable[[Entry], Awaitable[None]]


class OtherInstance:
    """A process that listens."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def heard(self) -> dict[UUID, float]:
        """Event → instant, of everything heard since the last question."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("it has no pipes")
        self._process.stdin.write(b"\n")
        report = json.loads(await self._process.stdout.readline())
        return {UUID(event_id): at for event_id, at in report.items()}


@asynccontextmanager
async def other_instance(kind: str, url: str) -> AsyncIterator[OtherInstance]:
    """One of `receivers`, listening."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.receivers", kind, url),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LONGEST_REPORT,
    )
    try:
        if process.stdout is None or await process.stdout.readline() != b"ready\n":
            raise RuntimeError(f"the {kind} receiver did not start")
        yield OtherInstance(process)
    finally:
        process.kill()
        await process.wait()


async def paced(publish: Publish, other: OtherInstance, origin: UUID) -> Run:
    """One event every 1/300 s. Raises TimeoutError when not all of them arrive."""
    sent: dict[UUID, float] = {}
    began = perf_counter()
    for number, entry in enumerate(entries(int(PACE * SECONDS), origin)):
        await asyncio.sleep(max(0.0, began + number / PACE - perf_counter()))
        sent[entry.event_id] = perf_counter()
        await publish(entry)
    seconds = perf_counter() - began
    heard: dict[UUID, float] = {}
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not heard.keys() >= sent.keys():
            await asyncio.sleep(0.05)
            heard |= await other.heard()
    return Run(len(sent), seconds, tuple(sorted(heard[event] - at for event, at in sent.items())))


@asynccontextmanager
async def through_mirror(url: str) -> AsyncIterator[Turn]:
    """Two instances, each with its mirror."""
    async with other_instance("mirror", url) as other, mirror(url, Listener()) as (here, origin):

        async def publish(entry: Entry) -> None:
            here.offer(entry, None)

        yield partial(paced, publish, other, origin)


@asynccontextmanager
async def bare(url: str) -> AsyncIterator[Turn]:
    """A connection that writes, another that waits."""
    async with other_instance("bare", url) as other, Redis.from_url(url) as client:

        async def publish(entry: Entry) -> None:
            await client.xadd(STREAM, {"i": entry.event_id.bytes, "w": entry.wire})

        yield partial(paced, publish, other, uuid7())


@asynccontextmanager
async def faststream(url: str) -> AsyncIterator[Turn]:
    """Its publisher and its subscriber."""
    async with other_instance("faststream", url) as other, quiet_broker(url) as broker:

        async def publish(entry: Entry) -> None:
            body = {"i": str(entry.event_id), "w": entry.wire}
            await broker.publish(body, stream=FASTSTREAM_STREAM)

        yield partial(paced, publish, other, uuid7())


CONTESTANTS: dict[str, Callable[[str], AbstractAsyncContextManager[Turn]]] = {
    OURS: through_mirror,
    BARE: bare,
    FASTSTREAM: faststream,
}


async def _contest(url: str, rounds: int) -> dict[str, Result]:
    async with AsyncExitStack() as opened:
        turns = {
            name: await opened.enter_async_context(contestant(url))
            for name, contestant in CONTESTANTS.items()
        }
        return await compete(turns, rounds)


def measure(stage: Stage) -> list[Table]:
    """Microseconds from one process to another."""
    stage.redis.flush()
    results = stage.run(_contest(stage.redis.url, stage.rounds))
    columns = ("", "p50 / p95 / p99 µs", "p50 of redis-py's", "bar")
    table = Table(f"Latency between two processes at {PACE} events/s", columns)
    for name, result in results.items():
        ratio = result.slowness(results[BARE], 0.5)
        bar = at_most(ratio, BAR) if name == OURS else ""
        table.add(name, quantiles(result, MICRO), f"{ratio:.2f}", bar)
    return [table]
