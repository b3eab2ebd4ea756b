"""The heartbeat: keeps this instance's lease, takes up what others left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import structlog

from domains.core.bus.cluster import Cluster
from domains.core.bus.fetcher import Fetcher
from domains.core.clock import Clock
from domains.core.database import Connection, Database
from domains.core.store import control, deliveries, event_log, instances
from domains.core.store.deliveries import Sequences
from domains.core.store.event_log import Mine
from domains.core.store.instances import Census
from domains.core.store.partitions import Assignment

log = structlog.get_logger(__name__)

FORGOTTEN_AFTER = timedelta(seconds=60)
"""Our pending events older than this which memory does not know are taken up again."""

ARRIVES_WITHIN = timedelta(seconds=5)
"""As FORGOTTEN_AFTER, where other instances store events for us and Redis may lose them."""

SWEEP = 1_000
"""Events looked at in one sweep."""

EVERYTHING = 1_000_000
"""Events of newly gained partitions whose keys are wanted at once."""

FENCE = instances.LEASE - instances.HEARTBEAT
"""Without a heartbeat for this long we begin nothing more: others may soon think us dead."""


Sequence = tuple[str, str]
"""Subscription and key."""


class Hand(Protocol):
    """The rest of the bus, as the heartbeat needs it."""

    def holds(self, event_id: UUID) -> bool:
        """Is the event in memory, or just done?"""
        ...

    def start_over(self) -> set[str]:
        """Forget every durable delivery: others may have taken them over."""
        ...

    @property
    def completing(self) -> asyncio.Lock:
        """While it is held nothing is marked done."""
        ...

    async def let_go(self, partitions: Collection[int]) -> bool:
        """Finish what has begun of these partitions, forget the rest. False: some still runs."""
        ...

    def blocked(self) -> frozenset[Sequence]:
        """Sequences that are blocked now. From this call on, notes what is parked."""
        ...

    def block_exactly(self, before: frozenset[Sequence], now: Sequences) -> None:
        """Replace what was blocked `before`; what has been blocked since stays."""
        ...

    def unblock(self, freed: Sequences) -> None:
        """The parked deliveries of these are in hand: go on, unless more were parked."""
        ...

    @property
    def resting(self) -> frozenset[str]:
        """Subscriptions of which nothing begins now, as far as memory knows."""
        ...

    def pause(self, subscriptions: frozenset[str]) -> None:
        """Exactly these are paused."""
        ...


class Recovery:
    """One beat every few seconds, and at once when somebody asks for it."""

    def __init__(
        self, database: Database, clock: Clock, fetcher: Fetcher, cluster: Cluster, hand: Hand
    ) -> None:
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._cluster = cluster
        self._hand = hand
        self._has_joined = False
        self._has_begun = False
        self._beaten_at: datetime | None = None
        self._unknown: set[UUID] = set()
        self._awaited: Sequences = set()
        """Sequences set free of which not all is in hand: nothing may go before that."""
        self._turn = asyncio.Lock()

    @property
    def holds_lease(self) -> bool:
        """May we begin to deliver? Others may take over what a silent instance owned."""
        return self._beaten_at is not None and self._clock.now() - self._beaten_at < FENCE

    async def join(self) -> None:
        """Take a lease; the first beat takes up what was stored for us before, too."""
        self._has_joined = True
        await self.beat()

    async def beat(self) -> None:
        """Renew the lease, take up orphans, learn of pauses and dead letters.

        Does nothing for an instance that has left: it must not come back by a late beat.
        """
        async with self._turn:
            if not self._has_joined:
                return
            now = self._clock.now()
            async with self._hand.completing, self._database.writing() as connection:
                census = await instances.renew(
                    connection, self._cluster.me, now, shares=self._cluster.shares
                )
                assignment = await self._cluster.assign(connection, census.sharing)
                keys = await self._claim(connection, census, assignment)
            keys += await self._begin(census)
            self._beaten_at = now
            if assignment is not None:
                await self._cluster.adjust(assignment, census.sharing, self._hand.let_go)
            taken = self._cluster.taking_up
            keys += await self._stored_for_us(taken & self._cluster.held)
            self._fetcher.want(keys)  # before anything is unblocked, so that nothing overtakes
            self._cluster.taken_up(taken)
            await self._learn()
            await self._look_for_forgotten()

    async def leave(self) -> None:
        """Give up the lease; whatever is unfinished may be claimed at once."""
        async with self._turn:
            self._has_joined = False
            async with self._database.writing() as connection:
                # In the order of `beat`: whoever takes these locks takes this one first.
                await instances.remove(connection, [self._cluster.me])
                await event_log.disown(connection, self._cluster.me)
                await self._cluster.leave(connection)
            self._has_begun = False
            self._beaten_at = None

    async def _claim(
        self, connection: Connection, census: Census, assignment: Assignment | None
    ) -> list[str]:
        me = self._cluster.me
        if assignment is not None:
            mine = {n for n, owner in assignment.owners.items() if owner == me}
            ours = mine - assignment.leaving
            return await event_log.claim(connection, me, census.living, ours)
        if census.sharing:
            return []  # every partition has a holder, or will have one soon
        return await event_log.claim(connection, me, census.living, None)

    async def _stored_for_us(self, gained: frozenset[int]) -> list[str]:
        """Keys of what others, or we ourselves, stored for partitions that have become ours."""
        if not gained:
            return []
        async with self._database.reading() as connection:
            mine = Mine(self._cluster.me, gained)
            return await event_log.keys_in(connection, mine, EVERYTHING)

    async def _begin(self, census: Census) -> list[str]:
        """At the first beat, and after a lapse: the keys of what we own ourselves."""
        if self._has_begun and census.was_counted:
            return []
        if self._has_begun:
            log.warning("bus.lease_lost")
            self._fetcher.want(self._hand.start_over())  # at once: nothing may overtake these
        # Only now: what is stored from here on finds its way by itself.
        async with self._database.reading() as connection:
            keys = await event_log.keys_of(connection, self._cluster.me)
        self._has_begun = True
        return keys

    async def _learn(self) -> None:
        """Learn of dead letters and pauses that others wrote, or took away."""
        before = self._hand.blocked()
        async with self._hand.completing, self._database.writing() as connection:
            paused = await control.paused(connection)
            self._hand.pause(paused)
            freed = await deliveries.unpark(
                connection, self._cluster.me, self._cluster.mine.partitions, self._hand.resting
            )
            blocked = await deliveries.blocked_sequences(connection)
        self._awaited |= freed
        self._hand.block_exactly(before, blocked | self._awaited)
        if self._awaited and await self._fetcher.fetch({key for _, key in self._awaited}):
            here, self._awaited = self._awaited, set()
            self._hand.unblock(here - blocked)

    async def sweep(self) -> None:
        """Take up what other instances stored for us and nobody could tell us of."""
        async with self._database.reading() as connection:
            keys = await event_log.keys_in(connection, self._cluster.mine, SWEEP)
        self._fetcher.want(keys)

    async def _look_for_forgotten(self) -> None:
        """Take up old events of ours that memory has lost.

        Only what was unknown at the last look too: an event that is just being committed or
        completed may for a moment be known to the log and not to us.
        """
        patience = ARRIVES_WITHIN if self._cluster.shares else FORGOTTEN_AFTER
        before = self._clock.now() - patience
        async with self._database.reading() as connection:
            rows = await event_log.pending_before(connection, self._cluster.mine, before)
        unknown = {
            row.event_id: row.key
            for row in rows
            if not self._hand.holds(row.event_id)
            and not self._fetcher.is_wanted(row.key)
            and row.event_id not in self._fetcher.unreadable
        }
        self._fetcher.want(unknown[event_id] for event_id in unknown.keys() & self._unknown)
        self._unknown = unknown.keys() - self._unknown
