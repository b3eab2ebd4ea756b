"""Writes what was offered, in order, in pipelines.

While one batch is on its way the next one gathers: idle, nothing waits; under load batches
grow by themselves, up to a bound. A batch that was not confirmed is sent again as it was, so an
entry may appear twice; the first appearance of each is in order.
"""

from __future__ import annotations

import asyncio
from uuid import UUID

from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ResponseError

from domains.core.bus.redis_clients import Away, Client
from domains.core.bus.redis_codec import Append, packed_gap
from domains.core.bus.redis_link import Backoff, Link, Tally, heed_cancellation
from domains.core.bus.redis_ring import Packet, Ring

BATCH = 200
BATCH_BYTES = 512 * 1024
"""Commands, and bytes, at which one pipeline is full. It has to be answered in time as a whole."""

PAUSE_SECONDS = 1.0
"""The pool's look at an idle connection costs as much as sending one event."""

PART = "writer"
STARTED = "an instance started; what it had not written before is lost"


class Writer:
    """The only one who takes from the ring."""

    def __init__(
        self,
        client: Client,
        timeout: float,
        ring: Ring,
        link: Link,
        tally: Tally,
        marker: tuple[UUID, Append],
    ) -> None:
        self._client = client
        self._timeout = timeout
        self._ring = ring
        self._link = link
        self._tally = tally
        self._origin, self._append = marker
        self._backoff = Backoff()
        self._unconfirmed = [self._gap(STARTED)]
        self._owed = 0
        self._connection: AbstractConnection | None = None
        self._used_at = 0.0
        self._confirmed = asyncio.Event()

    async def run(self) -> None:
        """Never returns."""
        while True:
            if not self._unconfirmed:
                await self._ring.filled.wait()
                await asyncio.sleep(0)  # what is offered in one go travels together
                self._unconfirmed = self._next()
                if not self._unconfirmed:  # all of it was too large, and none a broadcast
                    continue
            await self._write()
            heed_cancellation()

    async def flush(self) -> None:
        """Return when everything offered before has been confirmed."""
        while self._unconfirmed or len(self._ring):
            self._confirmed.clear()
            await self._confirmed.wait()

    @property
    def unconfirmed(self) -> int:
        """Packets that were taken from the ring and may or may not have arrived."""
        return len(self._unconfirmed)

    def _next(self) -> list[Packet]:
        packets = self._ring.take(BATCH, BATCH_BYTES)
        if lost := self._ring.take_gap():
            packets.insert(0, self._gap(f"{lost} events were dropped before they were written"))
        return packets

    def _gap(self, reason: str) -> Packet:
        return Packet(self._append(*packed_gap(self._origin, reason)), 1, is_broadcast=False)

    async def _write(self) -> None:
        try:
            await self._send(self._unconfirmed)
        except Away as error:
            self._owed = self._ring.offered
            self._link.lost(PART, error)
            await self._backoff.wait()
            return
        self._tally.written += len(self._unconfirmed)
        self._unconfirmed = []
        self._backoff.reset()
        self._confirmed.set()
        if not self._link.is_away(PART) or self._has_caught_up():
            self._link.works(PART)

    def _has_caught_up(self) -> bool:
        """Is everything written that was offered while the server was away?"""
        return self._ring.offered - len(self._ring) >= self._owed

    async def _send(self, packets: list[Packet]) -> None:
        """Raises one of Away unless every command was accepted in time."""
        async with asyncio.timeout(self._timeout):
            await self._exchange(packets)

    async def _exchange(self, packets: list[Packet]) -> None:
        connection = await self._connected()
        refused: ResponseError | None = None
        try:
            await connection.send_packed_command([packet.data for packet in packets])
            for _ in range(sum(packet.commands for packet in packets)):
                try:
                    await connection.read_response()
                except ResponseError as error:
                    refused = refused or error
        except BaseException:  # replies that still come would be taken for later ones
            await connection.disconnect(nowait=True)
            await self._release()
            raise
        self._used_at = asyncio.get_running_loop().time()
        if refused is not None:
            raise refused

    async def _connected(self) -> AbstractConnection:
        """The same connection while it is busy. After a pause the pool looks whether it lives."""
        if asyncio.get_running_loop().time() - self._used_at > PAUSE_SECONDS:
            await self._release()
        if self._connection is None:
            pool = self._client.connection_pool
            self._connection = await pool.get_connection()  # type: ignore[no-untyped-call]
        return self._connection

    async def _release(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await self._client.connection_pool.release(connection)
