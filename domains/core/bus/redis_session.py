"""The parts of the mirror, from start to stop. Imported when the first mirror starts."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any
from uuid import UUID

import structlog

from domains.core.bus.mirror import Receiver
from domains.core.bus.redis_broadcast import BroadcastReader
from domains.core.bus.redis_clients import Away, Clients
from domains.core.bus.redis_codec import Append
from domains.core.bus.redis_link import Link, Tally
from domains.core.bus.redis_options import MirrorOptions
from domains.core.bus.redis_partitions import PartitionReader
from domains.core.bus.redis_ring import Ring
from domains.core.bus.redis_upkeep import Upkeep
from domains.core.bus.redis_writer import PART as WRITING
from domains.core.bus.redis_writer import Writer
from domains.core.tasks import TaskSupervisor

log = structlog.get_logger(__name__)


INSIST_SECONDS = 0.05
"""The client library may swallow a cancellation: see `heed_cancellation`."""


class Session:
    """Clients, loops, and their end."""

    def __init__(
        self,
        url: str,
        options: MirrorOptions,
        instance: UUID,
        receiver: Receiver,
        ring: Ring,
        link: Link,
        tally: Tally,
    ) -> None:
        self._instance = instance
        self._options = options
        self._ring = ring
        self._link = link
        self._tally = tally
        self._clients = clients = Clients(url, instance, options)
        broadcasts = Append(options.everyone, options.broadcast_length)
        self._writer = Writer(
            clients.writer, options.writer_timeout, ring, link, tally, (instance, broadcasts)
        )
        reading = (instance, receiver, options, link, tally)
        self._broadcast = BroadcastReader(clients.broadcast, *reading)
        self._partitions = PartitionReader(clients.partitions, *reading)
        self._upkeep = Upkeep(clients.control, options, tally)
        self._served: set[int] = set()
        self._loops: tuple[asyncio.Task[None], ...] = ()

    async def open(self, supervisor: TaskSupervisor) -> None:
        """Find the end of the broadcasts, if the server is there, and begin."""
        await self._broadcast.open()
        keep_running = supervisor.keep_running
        self._loops = (
            keep_running("mirror.writer", self._writer.run),
            keep_running("mirror.broadcast", self._broadcast.run),
            keep_running("mirror.partitions", self._partitions.run),
            keep_running("mirror.upkeep", self._upkeep.run),
        )

    async def serve(self, partitions: Collection[int]) -> None:
        self._served.update(partitions)
        await self._partitions.serve(partitions)

    async def close(self) -> None:
        """Write what waits if that goes quickly; leave the groups; disconnect."""
        try:
            await self._finish()
        finally:
            running = {loop for loop in self._loops if not loop.done()}
            while running:
                for loop in running:
                    loop.cancel()
                _, running = await asyncio.wait(running, timeout=INSIST_SECONDS)
            if unwritten := self._ring.discard() + self._writer.unconfirmed:
                log.warning("mirror.unwritten", events=unwritten)
            await self._clients.close()

    async def _finish(self) -> None:
        if self._link.is_away(WRITING) or any(loop.done() for loop in self._loops):
            return
        try:
            async with asyncio.timeout(self._options.flush):
                await self._partitions.serve(())
                await self._writer.flush()
                await self._upkeep.leave(str(self._instance), sorted(self._served))
        except Away as error:  # a timeout among them
            log.info("mirror.left_in_haste", error=type(error).__name__)

    def report(self) -> dict[str, Any]:
        """The numbers that only a running mirror has."""
        return {
            "unconfirmed": self._writer.unconfirmed,
            "broadcast_lag": max(0, self._upkeep.broadcasts - self._broadcast.passed),
            "partition_lag": dict(self._upkeep.lags),
            "serving": sorted(self._partitions.serving),
        }
