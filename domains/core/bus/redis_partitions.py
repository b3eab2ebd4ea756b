"""Reads the partitions that this instance serves, and acknowledges what was handed over.

A partition has one server at a time, so the group of its stream has one reader, and whatever is
pending for anybody when a partition is taken up is ours to handle, before anything new. A
predecessor's last blocking read may outlive it by `block` seconds and swallow an entry; for that
long everything new is read through the list of pending entries, which is in order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from redis.exceptions import ResponseError

from domains.core.bus.mirror import Entry, Receiver
from domains.core.bus.redis_clients import Away, Client, is_missing
from domains.core.bus.redis_codec import Fields, UndecodableError, decoded
from domains.core.bus.redis_link import Backoff, Link, Tally, heed_cancellation
from domains.core.bus.redis_options import MirrorOptions

log = structlog.get_logger(__name__)

COUNT = 100
"""Entries of one stream in one read."""

PART = "partitions"
BEGIN = b"0-0"

Rows = Sequence[tuple[bytes, Fields | None]]


@dataclass(slots=True)
class Hold:
    """A partition whose pending entries have been looked at."""

    doubtful_until: float
    next_look: float


class _NotTakenError(Exception):
    """The receiver did not take what it was handed."""


class PartitionReader:
    """One loop: look at what is pending, read, hand over, acknowledge."""

    def __init__(
        self,
        client: Client,
        instance: UUID,
        receiver: Receiver,
        options: MirrorOptions,
        link: Link,
        tally: Tally,
    ) -> None:
        self._client = client
        self._consumer = str(instance)
        self._receiver = receiver
        self._options = options
        self._link = link
        self._tally = tally
        self._backoff = Backoff()
        self._wanted: frozenset[int] = frozenset()
        self._changed = asyncio.Event()
        self._held: dict[int, Hold] = {}
        self._met: set[int] = set()
        self._handing: frozenset[int] = frozenset()
        self._handed = asyncio.Event()
        self._waiting: asyncio.Timeout | None = None

    @property
    def serving(self) -> frozenset[int]:
        return self._wanted

    async def serve(self, partitions: Collection[int]) -> None:
        """See Mirror.serve. Does not wait for the server."""
        wanted = frozenset(partitions)
        if wanted != self._wanted:
            given_up = self._wanted - wanted
            self._wanted = wanted
            for partition in given_up:
                self._held.pop(partition, None)
            self._changed.set()
            if self._waiting is not None and not self._waiting.expired():
                self._waiting.reschedule(asyncio.get_running_loop().time())
        while self._handing - self._wanted:
            self._handed.clear()
            await self._handed.wait()

    async def run(self) -> None:
        """Never returns."""
        while True:
            try:
                await self._round()
                heed_cancellation()
            except Away as error:
                self._held.clear()
                if not (isinstance(error, ResponseError) and is_missing(error)):
                    self._link.lost(PART, error)
                await self._backoff.wait()
            except _NotTakenError as error:
                self._held.clear()
                self._tally.last_error = str(error)
                log.warning("mirror.hand_over_failed", error=str(error))
                await self._backoff.wait()

    async def _round(self) -> None:
        wanted = self._wanted
        if not wanted:
            self._link.works(PART)
            self._changed.clear()
            await self._changed.wait()
            return
        await self._take_up(wanted - self._held.keys())
        now = self._now()
        await self._look([p for p, hold in self._held.items() if now >= hold.next_look])
        found = await self._read(sorted(wanted))
        self._link.works(PART)
        now = self._now()
        doubtful = {p for p in found if p in self._held and now < self._held[p].doubtful_until}
        await self._hand_over({p: rows for p, rows in found.items() if p not in doubtful})
        await self._look(doubtful)
        self._backoff.reset()

    # -- taking up ----------------------------------------------------------------------

    async def _take_up(self, partitions: Collection[int]) -> None:
        """Make sure of the groups. A new group begins at the beginning: nobody has read it."""
        if not partitions:
            return
        pipeline = self._client.pipeline(transaction=False)
        for partition in partitions:
            stream = self._options.partition(partition)
            pipeline.xgroup_create(stream, self._options.namespace, id=BEGIN, mkstream=True)
        replies = await pipeline.execute(raise_on_error=False)
        now = self._now()
        for partition, reply in zip(partitions, replies, strict=True):
            if isinstance(reply, ResponseError):
                if not str(reply).startswith("BUSYGROUP"):
                    raise reply
            elif partition in self._met:
                self._tally.groups_recreated += 1
                log.warning("mirror.group_recreated", partition=partition)
            self._met.add(partition)
            if partition in self._wanted:
                self._held[partition] = Hold(now + 2 * self._options.block, now)

    async def _look(self, partitions: Iterable[int]) -> None:
        """Hand over whatever is pending, whoever it was delivered to, in order."""
        cursors = dict.fromkeys(partitions, BEGIN)
        looked_at = list(cursors)
        while cursors := {p: cursor for p, cursor in cursors.items() if p in self._wanted}:
            pipeline = self._client.pipeline(transaction=False)
            for partition, cursor in cursors.items():
                pipeline.execute_command(
                    *("XAUTOCLAIM", self._options.partition(partition), self._options.namespace),
                    *(self._consumer, 0, cursor, "COUNT", COUNT),
                )
            replies = await pipeline.execute()
            found: dict[int, Rows] = {}
            for partition, (cursor, rows, *gone) in zip(list(cursors), replies, strict=True):
                found[partition] = [row for row in rows if row[0] is not None]
                self._tally.claimed += len(found[partition])
                self._tally.gone_before_read += len(gone[0]) if gone else 0
                if cursor == BEGIN:
                    del cursors[partition]
                else:
                    cursors[partition] = cursor
            await self._hand_over(found)
        now = self._now()
        for partition in looked_at:
            if (hold := self._held.get(partition)) is not None:
                later = now + self._options.upkeep_interval
                hold.next_look = hold.doubtful_until if now < hold.doubtful_until else later

    # -- reading ------------------------------------------------------------------------

    async def _read(self, partitions: Sequence[int]) -> dict[int, Rows]:
        """What is new. Nothing when `serve` changed its mind meanwhile."""
        if self._wanted != frozenset(partitions) or not self._held.keys() >= self._wanted:
            return {}  # `serve` was called meanwhile
        streams = {self._options.partition(p).encode(): p for p in partitions}
        try:
            async with asyncio.timeout(None) as self._waiting:
                reply: Any = await self._client.execute_command(  # type: ignore[no-untyped-call]
                    *("XREADGROUP", "GROUP", self._options.namespace, self._consumer),
                    *("COUNT", COUNT, "BLOCK", int(self._options.block * 1000)),
                    *("STREAMS", *streams, *(">" for _ in streams)),
                )
        except TimeoutError:  # only `serve` ends it: what was on its way here is pending now
            self._held.clear()
            return {}
        finally:
            self._waiting = None
        return {streams[name]: rows for name, rows in reply or ()}

    async def _hand_over(self, found: Mapping[int, Rows]) -> None:
        """What was given up meanwhile stays pending, for its next server.

        Raises _NotTakenError, so that nothing overtakes what was not taken.
        """
        found = {p: rows for p, rows in found.items() if rows and p in self._wanted}
        entries = [entry for rows in found.values() for entry in self._decoded(rows)]
        self._handing = frozenset(found)
        try:
            if entries:
                await self._receiver.handed_over(entries)
        except Exception as error:  # whatever went wrong there, it is not lost here
            raise _NotTakenError(type(error).__name__) from error
        finally:
            self._handing = frozenset()
            self._handed.set()
        await self._acknowledge(found)

    async def _acknowledge(self, found: Mapping[int, Rows]) -> None:
        if not found:
            return
        pipeline = self._client.pipeline(transaction=False)
        for partition, rows in found.items():
            identifiers = [identifier for identifier, _ in rows]
            pipeline.xack(
                self._options.partition(partition), self._options.namespace, *identifiers
            )
        await pipeline.execute()

    def _decoded(self, rows: Rows) -> Iterable[Entry]:
        for identifier, fields in rows:
            try:
                yield decoded(fields)
            except UndecodableError as error:
                self._tally.undecodable += 1
                log.warning(
                    "mirror.undecodable", stream=PART, id=identifier.decode(), error=str(error)
                )

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
