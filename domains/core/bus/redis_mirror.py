"""Redis as the wide path between instances: streams, and nothing that matters only there.

Guarantees (reasons in docs/decisions/0008-redis-carries-the-database-decides.md):
- `offer` and `send` put bytes into a bounded ring and return; no network, no exception;
- what was offered arrives in that order. After an outage it may arrive twice; when the ring
  overflowed the oldest is gone, counted, and the readers of broadcasts are told of a gap;
- what is handed over stays pending until the receiver has it, through crashes of this instance
  and restarts of the server, as far as the server keeps its data;
- entries that a group of readers still needs are never trimmed.

Works with Redis 6.2 and later and with Valkey. Where the server counts entries (7.0) gaps are
found exactly, elsewhere a reader may be told of one that was none. One server or a replicated
one; not a cluster, where a read of several streams is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domains.core.bus.mirror import Entry, Receiver
from domains.core.bus.redis_codec import BODY, Append, command, packed, packed_entry
from domains.core.bus.redis_link import Link, Tally
from domains.core.bus.redis_options import MirrorOptions
from domains.core.bus.redis_ring import Packet, Ring
from domains.core.clock import Clock, SystemClock
from domains.core.interfaces import EventBusError
from domains.core.store.partitions import PARTITIONS
from domains.core.tasks import TaskSupervisor

if TYPE_CHECKING:
    from domains.core.bus.redis_session import Session

REMEDY = "events cannot be mirrored without the redis package: install 'redis[hiredis]>=6.2,<8'"


class RedisMirror:
    """A Mirror. Importing and constructing it needs neither the package nor a server."""

    def __init__(
        self,
        url: str,
        *,
        options: MirrorOptions | None = None,
        clock: Clock | None = None,
        supervisor: TaskSupervisor | None = None,
    ) -> None:
        """`clock` dates what `report` tells; waiting for a socket takes real time."""
        self._url = url
        self._options = options = options or MirrorOptions()
        self._supervisor = supervisor or TaskSupervisor()
        self._tally = Tally()
        self._link = Link(clock or SystemClock(), self._tally)
        self._ring = Ring(options.ring_entries, options.ring_bytes)
        self._broadcast = Append(options.everyone, options.broadcast_length)
        self._partitions = [Append(options.partition(n)) for n in range(PARTITIONS)]
        self._wanted: frozenset[int] = frozenset()
        self._session: Session | None = None

    @property
    def is_connected(self) -> bool:
        """Has the server answered, and has nothing lost it since?"""
        return self._session is not None and self._link.is_connected

    async def start(self, instance: UUID, receiver: Receiver) -> None:
        """Begin to write and to read. Broadcasts are heard from now on. Idempotent.

        With the server away it returns within seconds and goes on trying. Raises
        EventBusError when the redis package is missing, ValueError for a URL that is none.
        """
        if self._session is not None:
            return
        self.require()
        from domains.core.bus.redis_session import Session  # noqa: PLC0415 - an optional package

        self._link.attach(receiver)
        session = Session(
            self._url, self._options, instance, receiver, self._ring, self._link, self._tally
        )
        self._session = session
        await session.open(self._supervisor)
        await session.serve(self._wanted)

    @staticmethod
    def require() -> None:
        """Raises EventBusError, with the remedy, when the redis package is missing."""
        try:
            import redis.asyncio  # noqa: F401, PLC0415 - an optional package, slow to import
        except ImportError as error:
            raise EventBusError(REMEDY) from error

    def offer(self, entry: Entry, partition: int | None) -> None:
        """Broadcast an event; with `partition`, hand it over to who serves that one too."""
        fields, count = packed_entry(entry)
        data = self._broadcast(fields, count)
        if partition is None:
            self._ring.put(Packet(data, 1, is_broadcast=True))
        else:
            data += self._partitions[partition](fields, count)
            self._ring.put(Packet(data, 2, is_broadcast=True))

    def send(self, instance: UUID, body: bytes) -> None:
        """Tell one instance something. Lost without harm."""
        stream = self._options.replies(instance)
        append = Append(stream, self._options.reply_length)
        seconds = b"%d" % self._options.reply_retention
        data = append(packed(BODY, body), 1) + command(b"EXPIRE", stream.encode(), seconds)
        self._ring.put(Packet(data, 2, is_broadcast=False))

    async def serve(self, partitions: Collection[int]) -> None:
        """See Mirror.serve. Before `start`, it is remembered."""
        self._wanted = frozenset(partitions)
        if self._session is not None:
            await self._session.serve(self._wanted)

    def report(self) -> dict[str, Any]:
        """Numbers as of the last upkeep round at the latest; asks nobody."""
        tally = self._tally
        return {
            "connected": self.is_connected,
            "since": self._link.since.isoformat(),
            "backlog": len(self._ring),
            "backlog_bytes": self._ring.size,
            "dropped": self._ring.dropped,
            **{name: getattr(tally, name) for name in tally.__slots__},
            **(self._session.report() if self._session is not None else {}),
        }

    async def stop(self) -> None:
        """Write what waits, as far as that goes quickly, and disconnect. Idempotent."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()
            self._link.attach(None)
