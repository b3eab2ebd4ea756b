"""Sharing the work: which partitions this instance holds, and who holds the others.

One instance holds a partition at a time, so the order of a key holds over all instances. Who
that is stands in the database; the mirror only carries events to the holder.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

import structlog

from domains.core.bus.mirror import Mirror, NoMirror
from domains.core.database import Connection, Database
from domains.core.store import partitions
from domains.core.store.event_log import Mine
from domains.core.store.partitions import Assignment

log = structlog.get_logger(__name__)


class Cluster:
    """What this instance knows about the division of work.

    Alone (no mirror, or SQLite) it delivers what it stores and holds no partitions.
    """

    def __init__(self, database: Database | None, mirror: Mirror, me: UUID) -> None:
        self.me = me
        self.shares = (
            database is not None
            and database.dialect == "postgresql"
            and not isinstance(mirror, NoMirror)
        )
        """Does this instance take part in sharing at all?"""
        self._database = database
        self._mirror = mirror
        self._owners: dict[int, UUID] = {}
        self._held: frozenset[int] = frozenset()
        self._taking_up = EVERY_PARTITION

    @property
    def mine(self) -> Mine:
        """Which pending events we deliver."""
        return Mine(self.me, self._held if self.shares else None)

    @property
    def held(self) -> frozenset[int]:
        """The partitions we hold and are not about to give up."""
        return self._held

    def owner_of(self, partition: int) -> UUID:
        """Who delivers this partition's events, as far as we know; ourselves until we know."""
        return self._owners.get(partition, self.me) if self.shares else self.me

    def takes_up(self, partition: int) -> bool:
        """Are older events of it still on their way to us? New ones must not overtake them."""
        return partition in self._taking_up

    @property
    def taking_up(self) -> frozenset[int]:
        """The partitions of which that is true: all at the start, later what is gained."""
        return self._taking_up

    def taken_up(self, partitions: frozenset[int]) -> None:
        """All that is pending of these is wanted now."""
        self._taking_up -= partitions

    async def assign(self, connection: Connection, sharing: Collection[UUID]) -> Assignment | None:
        """In the heartbeat's transaction: take what is ours to take."""
        if not self.shares:
            return None
        return await partitions.assign(connection, self.me, sharing)

    async def adjust(
        self,
        assignment: Assignment,
        sharing: Collection[UUID],
        let_go: Callable[[Collection[int]], Awaitable[bool]],
    ) -> None:
        """After the commit: serve what was gained, finish and give up what is leaving.

        `let_go` finishes what has begun of partitions and forgets the rest. What goes on for
        long keeps them until a later heartbeat: this one must not be late.
        """
        leaving = assignment.leaving
        # Also what nobody holds just now has somebody who is about to: it is not ours.
        unsettled = leaving | (EVERY_PARTITION - assignment.owners.keys())
        wanted = {n: partitions.wanted_owner(n, sharing) for n in unsettled}
        self._owners = {**assignment.owners, **wanted}
        held = frozenset(n for n, owner in self._owners.items() if owner == self.me)
        self._taking_up |= held - self._held
        if held != self._held:
            log.info("cluster.assigned", partitions=len(held), leaving=len(leaving))
            self._held = held
            await self._mirror.serve(held)
        self._ask_for(assignment, sharing)
        if not leaving or self._database is None:
            return
        if not await let_go(leaving):
            return
        async with self._database.writing() as connection:
            await partitions.release(connection, self.me, leaving)
        for heir in {wanted[number] for number in leaving}:
            self._mirror.send(heir, BEAT_NOW)

    def _ask_for(self, assignment: Assignment, sharing: Collection[UUID]) -> None:
        """Whoever holds what is ours learns of it now, and not with its next heartbeat."""
        holders = {
            owner
            for number, owner in assignment.owners.items()
            if owner != self.me and partitions.wanted_owner(number, sharing) == self.me
        }
        for holder in holders:
            self._mirror.send(holder, BEAT_NOW)

    async def leave(self, connection: Connection) -> None:
        """Give up everything."""
        if self.shares:
            await partitions.release(connection, self.me)
            self._held = frozenset()
            self._owners = {}


EVERY_PARTITION = frozenset(range(partitions.PARTITIONS))

BEAT_NOW = b"beat"
"""Sent to whoever has just become able to take a partition."""
