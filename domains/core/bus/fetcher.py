"""Fetches pending events of keys from the log, in the order in which they were stored.

Whatever memory does not hold comes back this way: what a crash or a dead instance left, what
another instance stored for us, what did not fit into memory. While a key is wanted here, its
new events take this way too, so that nothing overtakes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from itertools import islice
from typing import Protocol
from uuid import UUID

import structlog

from domains.core.bus.delivery import Delivery
from domains.core.bus.routing import Router
from domains.core.database import Database
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.store import deliveries, event_log
from domains.core.store.event_log import Mine

log = structlog.get_logger(__name__)

KEYS = 200
EVENTS = 1_000
"""How much is fetched at once."""

REMEMBERED = 10_000
"""Events fetched last. One may be fetched between its commit and its own delivery."""

SUSPECT_AFTER = 2
"""An event taken over so often, each time after a crash, may have caused the crashes."""


class Hand(Protocol):
    """Who receives what was fetched."""

    def holds(self, event_id: UUID) -> bool:
        """Is the event in memory, or done and not written down yet?"""
        ...

    @property
    def completing(self) -> asyncio.Lock:
        """While it is held nothing is marked done."""
        ...

    def reading(self) -> AbstractAsyncContextManager[None]:
        """What is settled inside looks unfinished to who has read it inside: it is not taken."""
        ...

    def accept(self, event: BaseEvent, left: Sequence[Delivery], size: int) -> None:
        """Take an event with what is left to do for it: perhaps nothing, or on its way."""
        ...

    @property
    def is_full(self) -> bool:
        """Is there no room for more?"""
        ...

    async def has_room(self) -> None:
        """Return when there is room for more."""
        ...


class Fetcher:
    """Knows which keys have events in the log that memory does not hold."""

    def __init__(
        self,
        database: Database,
        router: Router,
        factory: EventFactory,
        hand: Hand,
        mine: Callable[[], Mine],
    ) -> None:
        self._database = database
        self._router = router
        self._factory = factory
        self._hand = hand
        self._mine = mine
        self._wanted: dict[str, int] = {}
        self._count = 0
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._fetched: dict[UUID, None] = {}  # in order
        self.unreadable: set[UUID] = set()
        """Events of types or versions that this program does not know. They stay pending."""

    def want(self, keys: Iterable[str]) -> None:
        """Fetch what is pending of these keys, soon."""
        for key in keys:
            self._count += 1
            self._wanted[key] = self._count
        if self._wanted:
            self._wake.set()

    def is_wanted(self, key: str) -> bool:
        """Must new events of this key wait for older ones?"""
        return key in self._wanted

    def has_fetched(self, event_id: UUID) -> bool:
        """Was it in hand lately? It may be done and written down by now."""
        return event_id in self._fetched

    @property
    def backlog(self) -> int:
        """Keys that wait to be fetched."""
        return len(self._wanted)

    async def run(self) -> None:
        """Fetch what is wanted, as far as there is room, for ever."""
        while True:
            await self._wake.wait()
            await self.fetch_with_room(list(islice(self._wanted, KEYS)))
            if not self._wanted:
                self._wake.clear()

    async def fetch_with_room(self, keys: Collection[str]) -> None:
        """Wait for room, then fetch."""
        await self._hand.has_room()
        await self.fetch(keys)

    async def fetch_everything(self) -> None:
        """Fetch all that is wanted now, as far as there is room."""
        await self.fetch(list(self._wanted))

    async def fetch(self, keys: Collection[str]) -> bool:
        """Fetch these keys now. When it returns, what was committed before is in hand.

        False when memory is full, and some keys are still wanted: never waits for room.
        """
        self.want(keys)
        async with self._turn:
            left = iter(list(keys))
            while some := list(islice(left, KEYS)):
                if not await self._fetch(some):
                    return False
        return True

    async def _fetch(self, keys: Sequence[str]) -> bool:
        marks = {key: self._wanted.get(key) for key in keys}
        after, is_more = 0, True
        while is_more:
            if self._hand.is_full:
                return False  # the keys stay wanted
            # What is done while we read must not look as if it were new.
            async with self._hand.completing, self._hand.reading():
                rows = await self._take(keys, after)
            is_more = len(rows) == EVENTS
            after = rows[-1].seq if rows else after
        # From the last look on nothing was awaited: what came since has a newer mark.
        for key, mark in marks.items():
            if mark is not None and self._wanted.get(key) == mark:
                del self._wanted[key]
        return True

    async def _take(self, keys: Sequence[str], after: int) -> Sequence[event_log.StoredEvent]:
        mine = self._mine()
        async with self._database.reading() as connection:
            rows = await event_log.pending_of_keys(connection, keys, mine, after, EVENTS)
            unfinished = await deliveries.of_events(connection, [row.event_id for row in rows])
        adopted = await self._adopt([row for row in rows if row.owner != mine.owner], mine.owner)
        states: dict[UUID, dict[str, deliveries.Unfinished]] = {}
        for each in unfinished:
            states.setdefault(each.event_id, {})[each.subscription] = each
        still = self._mine()  # a partition may have left us while we read
        for row in rows:
            is_ours = row.owner == mine.owner or row.seq in adopted
            if is_ours and still.includes(row.partition):
                self._accept(row, states.get(row.event_id, {}))
        return rows

    def _accept(
        self, row: event_log.StoredEvent, known: Mapping[str, deliveries.Unfinished]
    ) -> None:
        # What is replayed may be in hand for others' sake, or be just done.
        is_replayed = any(each.state == deliveries.REPLAY for each in known.values())
        is_held = self._hand.holds(row.event_id)
        if is_held and not is_replayed:
            return
        event = self._read(row)
        if event is None:
            return
        left = self._left_to_do(event, row.claims, known, is_held=is_held)
        self._hand.accept(event, left, len(row.wire))
        self._fetched[event.event_id] = None
        if len(self._fetched) > REMEMBERED:
            del self._fetched[next(iter(self._fetched))]

    async def _adopt(self, rows: Sequence[event_log.StoredEvent], owner: UUID) -> set[int]:
        """Events of our partitions that were stored for somebody else."""
        if not rows:
            return set()
        async with self._database.writing() as connection:
            return await event_log.adopt(connection, [row.seq for row in rows], owner)

    def _read(self, row: event_log.StoredEvent) -> BaseEvent | None:
        try:
            return self._factory.decode_text(row.wire)
        except Exception as error:  # whatever is wrong with one row, the others go on
            # It stays pending in the log: a later version of the program may read it.
            if row.event_id not in self.unreadable:
                self.unreadable.add(row.event_id)
                log.exception(
                    "event.unreadable", event_id=str(row.event_id), error=type(error).__name__
                )
            return None

    def _left_to_do(
        self,
        event: BaseEvent,
        claims: int,
        states: Mapping[str, deliveries.Unfinished],
        *,
        is_held: bool,
    ) -> list[Delivery]:
        is_done = any(s.was_done and s.state == deliveries.REPLAY for s in states.values())
        left = []
        for subscription in self._router.hearing(event).once:
            state = states.get(subscription.name)
            if state is None:
                if is_done or is_held:
                    continue  # done, or in hand for it
                delivery = Delivery(event, subscription)
            elif state.state in (deliveries.RETRY, deliveries.REPLAY):
                is_replay = state.state == deliveries.REPLAY
                delivery = Delivery(
                    event, subscription, state.attempts, state.next_at, is_replay=is_replay
                )
            else:
                continue
            delivery.is_suspect = claims >= SUSPECT_AFTER
            left.append(delivery)
        return left
