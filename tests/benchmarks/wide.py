"""What the benchmarks of the wide path share: entries, a listener, a mirror that runs."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import perf_counter
from uuid import UUID

from faststream.redis import RedisBroker
from uuid_utils.compat import uuid7

from domains.core.bus.mirror import Entry
from domains.core.bus.redis_mirror import RedisMirror
from domains.core.bus.redis_options import MirrorOptions
from tests.benchmarks.state import awards

PATIENCE_SECONDS = 30.0


def entries(count: int, origin: UUID) -> list[Entry]:
    """Events of the catalogue as they travel: about 450 bytes of JSON each."""
    return [
        Entry(event.event_id, event.event_type, event.key, origin, json.dumps(event.to_dict()))
        for event in awards(count)
    ]


def quiet_broker(url: str) -> RedisBroker:
    """FastStream's broker; it logs every message unless told otherwise."""
    log = logging.getLogger("bench.faststream")
    log.setLevel(logging.ERROR)
    return RedisBroker(url, logger=log, log_level=logging.DEBUG)


class Listener:
    """The bus behind a mirror: reads the JSON, counts, and notes when each event was heard."""

    def __init__(self) -> None:
        self.count = 0
        self.at: dict[UUID, float] = {}

    def heard(self, entries: Sequence[Entry]) -> None:
        now = perf_counter()
        for entry in entries:
            json.loads(entry.wire)
            self.at[entry.event_id] = now
        self.count += len(entries)

    async def handed_over(self, entries: Sequence[Entry]) -> None:
        self.heard(entries)

    def reported(self, body: bytes) -> None:
        """Nobody reports."""

    def missed(self, reason: str) -> None:
        """A start looks like a gap."""

    def degraded(self, reason: str) -> None:
        """The server stays up, or is frozen on purpose."""

    def recovered(self) -> None:
        """As above."""


@asynccontextmanager
async def mirror(
    url: str, receiver: Listener, options: MirrorOptions | None = None
) -> AsyncIterator[tuple[RedisMirror, UUID]]:
    """A connected mirror and its instance."""
    opened, instance = RedisMirror(url, options=options), uuid7()
    await opened.start(instance, receiver)
    try:
        yield opened, instance
    finally:
        await opened.stop()


async def until_heard(listener: Listener, count: int) -> None:
    """Raises TimeoutError when the events do not come."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while listener.count < count:
            await asyncio.sleep(0.0005)
