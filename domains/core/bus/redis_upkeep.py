"""Trims the streams, removes dead consumers, and refreshes the numbers.

Any instance may do it, any number of them at once: every step is safe to repeat and safe to
come late.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from redis.exceptions import ResponseError

from domains.core.bus.redis_clients import Away, Client, is_missing
from domains.core.bus.redis_history import Stream, StreamId
from domains.core.bus.redis_link import Tally, heed_cancellation
from domains.core.bus.redis_options import MirrorOptions
from domains.core.store.partitions import PARTITIONS

log = structlog.get_logger(__name__)

REMOVE_CONSUMERS = """
local removed = 0
for _, flat in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
    local of = {}
    for i = 1, #flat, 2 do of[flat[i]] = flat[i + 1] end
    local is_dead = of['idle'] >= tonumber(ARGV[2]) or of['name'] == ARGV[3]
    if of['pending'] == 0 and is_dead then
        redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], of['name'])
        removed = removed + 1
    end
end
return removed
"""
"""One step, because a consumer that gets an entry in between would take it to its grave."""

NEVER = 2**53


@dataclass(frozen=True, slots=True)
class Group:
    """How far a group of readers has come."""

    delivered: StreamId
    oldest_pending: StreamId | None
    lag: int | None


def needed_from(groups: Sequence[Group]) -> StreamId | None:
    """The first entry that some group may still need; None when there is no group."""
    return min(
        (group.oldest_pending or group.delivered for group in groups),
        default=None,
    )


class Upkeep:
    """One round every `upkeep_interval`, and its numbers until the next."""

    def __init__(self, client: Client, options: MirrorOptions, tally: Tally) -> None:
        self._client = client
        self._options = options
        self._tally = tally
        self.broadcasts = 0
        """Ever written, as of the last round."""
        self.lags: dict[int, int] = {}
        """Partition → entries that its group has not read, where the server tells."""

    async def run(self) -> None:
        """Never returns."""
        while True:
            try:
                await self.round()
            except Away as error:
                self._tally.last_error = type(error).__name__
                log.info("mirror.upkeep_skipped", error=type(error).__name__)
            heed_cancellation()
            await asyncio.sleep(self._options.upkeep_interval * random.uniform(0.9, 1.1))

    async def round(self) -> None:
        """Everything once. Raises one of Away."""
        seconds, _ = await self._client.time()  # the ids are of the server's clock
        expired = StreamId(max(0, int((seconds - self._options.retention) * 1000)))
        await self._trim_broadcasts(expired)
        for partition in range(PARTITIONS):
            await self._trim_partition(partition, expired)

    async def leave(self, consumer: str, partitions: Sequence[int]) -> None:
        """Take our name off the groups in which nothing is pending for us."""
        for partition in partitions:
            await self._remove_consumers(self._options.partition(partition), NEVER, consumer)

    async def _trim_broadcasts(self, expired: StreamId) -> None:
        everyone = self._options.everyone
        try:
            stream = Stream.of(await self._client.xinfo_stream(everyone))
        except ResponseError as error:
            if is_missing(error):
                return
            raise
        self.broadcasts = stream.added or 0
        while trimmed := await self._client.xtrim(everyone, minid=str(expired)):
            self._tally.trimmed += trimmed  # one call trims a bounded number

    async def _trim_partition(self, partition: int, expired: StreamId) -> None:
        name = self._options.partition(partition)
        try:
            groups = await self._groups(name)
        except ResponseError as error:
            if is_missing(error):
                return
            raise
        floor = needed_from(groups)
        if floor is None:  # nobody reads it; the database has it all
            floor = expired
        self._tally.trimmed += await self._client.xtrim(name, minid=str(floor), approximate=False)
        self.lags[partition] = sum(group.lag or 0 for group in groups)
        idle = int(self._options.idle_consumer * 1000)
        await self._remove_consumers(name, idle, "")

    async def _groups(self, name: str) -> list[Group]:
        found = []
        for info in await self._client.xinfo_groups(name):
            pending: dict[str, Any] = await self._client.xpending(name, info["name"])
            oldest = pending["min"]
            found.append(
                Group(
                    StreamId.parse(info["last-delivered-id"]),
                    StreamId.parse(oldest) if oldest else None,
                    info.get("lag"),
                )
            )
        return found

    async def _remove_consumers(self, stream: str, idle: int, consumer: str) -> None:
        try:
            self._tally.consumers_removed += await self._client.execute_command(  # type: ignore[no-untyped-call]
                *("EVAL", REMOVE_CONSUMERS, 1, stream, self._options.namespace, idle, consumer)
            )
        except ResponseError as error:
            if not is_missing(error):
                raise
