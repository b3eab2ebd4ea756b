"""Reads what other instances broadcast, and what they send to this one alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from uuid import UUID

import structlog
from redis.exceptions import ResponseError

from domains.core.bus.mirror import Entry, Receiver
from domains.core.bus.redis_clients import Away, Client, is_missing
from domains.core.bus.redis_codec import (
    BODY,
    EVENT,
    GAP,
    ORIGIN,
    Fields,
    UndecodableError,
    decoded,
)
from domains.core.bus.redis_history import RESTARTED, START, Place, Stream, StreamId, judge
from domains.core.bus.redis_link import Backoff, Link, Tally, heed_cancellation
from domains.core.bus.redis_options import MirrorOptions

log = structlog.get_logger(__name__)

COUNT = 200
"""Entries in one read."""

REMEMBERED = 16_384
"""Event ids of the latest broadcasts, by which a batch that was written twice is recognised."""

PART = "broadcast"

Rows = Sequence[tuple[bytes, Fields | None]]


class BroadcastReader:
    """Remembers where it stands, also while the server is away."""

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
        self._instance = instance.bytes
        self._receiver = receiver
        self._options = options
        self._everyone = options.everyone.encode()
        self._replies = options.replies(instance).encode()
        self._link = link
        self._tally = tally
        self._backoff = Backoff()
        self._place: Place | None = None
        self._server: str | None = None
        self._reply_cursor = START
        self._recent: dict[bytes, None] = {}
        self._is_unsure = False
        self._next_check = 0.0

    @property
    def passed(self) -> int:
        """How many broadcasts came before the place that was reached, ever."""
        return self._place.passed if self._place is not None else 0

    async def open(self) -> None:
        """Stand at the present end of the stream. Without a server, at its end when it comes."""
        try:
            await self._find_the_end()
        except Away as error:
            self._link.lost(PART, error)
            self._is_unsure = True
        else:
            self._link.works(PART)

    async def run(self) -> None:
        """Never returns."""
        while True:
            try:
                await self._round()
            except Away as error:
                self._is_unsure = True
                self._link.lost(PART, error)
                await self._backoff.wait()
            else:
                self._backoff.reset()
                self._link.works(PART)
            heed_cancellation()

    async def _round(self) -> None:
        place = self._place
        if place is None:
            place = await self._find_the_end()
            self._miss("the server was away when this instance started")
        if self._is_unsure:
            await self._meet_again()
        if self._is_unsure or self._now() >= self._next_check:
            await self._look_for_gap()
            self._is_unsure = False
            place = self._place or place
        reply = await self._client.execute_command(  # type: ignore[no-untyped-call]
            *("XREAD", "COUNT", COUNT, "BLOCK", int(self._options.block * 1000)),
            *("STREAMS", self._everyone, self._replies, str(place.cursor)),
            str(self._reply_cursor),
        )
        for name, rows in reply or ():
            if name == self._everyone:
                await self._take(rows)
            else:
                self._take_replies(rows)

    async def _take(self, rows: Rows) -> None:
        if len(rows) >= COUNT or self._now() >= self._next_check:  # behind, or asleep for long
            await self._look_for_gap()
            if self._place == Place():
                return  # these are of a history that is gone
        last = StreamId.parse(rows[-1][0])
        self._place = (self._place or Place()).after(last, len(rows))
        batch: list[Entry] = []
        for identifier, fields in rows:
            if fields is None or fields.get(ORIGIN) == self._instance:
                continue
            if GAP in fields:
                self._hear(batch)
                batch = []
                self._miss(fields[GAP].decode(errors="replace"))
            elif not self._is_known(fields.get(EVENT)):
                batch += self._decoded(identifier, fields)
        self._hear(batch)

    def _take_replies(self, rows: Rows) -> None:
        self._reply_cursor = StreamId.parse(rows[-1][0])
        for _, fields in rows:
            if fields is not None and BODY in fields:
                self._receiver.reported(fields[BODY])
            else:
                self._tally.undecodable += 1

    def _hear(self, batch: list[Entry]) -> None:
        if batch:
            self._receiver.heard(batch)

    def _miss(self, reason: str) -> None:
        self._tally.gaps += 1
        self._receiver.missed(reason)

    def _is_known(self, event: bytes | None) -> bool:
        if event is None:
            return False
        if event in self._recent:
            self._tally.duplicates += 1
            return True
        self._recent[event] = None
        if len(self._recent) > REMEMBERED:
            del self._recent[next(iter(self._recent))]
        return False

    def _decoded(self, identifier: bytes, fields: Fields) -> list[Entry]:
        try:
            return [decoded(fields)]
        except UndecodableError as error:
            self._tally.undecodable += 1
            log.warning(
                "mirror.undecodable", stream=PART, id=identifier.decode(), error=str(error)
            )
            return []

    # -- where we stand -----------------------------------------------------------------

    async def _find_the_end(self) -> Place:
        self._server = await self._run_id()
        self._place = Place.end(await self._stream(self._everyone))
        self._next_check = self._now() + self._options.upkeep_interval
        return self._place

    async def _meet_again(self) -> None:
        """Whoever restarted may have lost the latest writes, and cannot say which.

        Replies that came meanwhile are let go, rather than old ones reported twice.
        """
        server = await self._run_id()
        if server is None or server != self._server:
            self._server = server
            self._miss(RESTARTED)
            replies = await self._stream(self._replies)
            self._reply_cursor = min(self._reply_cursor, replies.last)

    async def _look_for_gap(self) -> None:
        stream = await self._stream(self._everyone)
        self._place, missing = judge(self._place or Place(), stream)
        self._next_check = self._now() + self._options.upkeep_interval
        if missing is not None:
            self._miss(missing)

    async def _stream(self, name: bytes) -> Stream:
        try:
            return Stream.of(await self._client.xinfo_stream(name))
        except ResponseError as error:
            if is_missing(error):
                return Stream()
            raise

    async def _run_id(self) -> str | None:
        """Changes whenever the server starts. None where we may not ask."""
        try:
            info = await self._client.info("server")
        except ResponseError:
            return None
        return str(info.get("run_id"))

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
