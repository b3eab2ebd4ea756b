"""Takes up what others left behind: at start after a crash, later from instances that died."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from domains.core.bus.lanes import Delivery
from domains.core.bus.routing import Router
from domains.core.bus.subscription import Scope
from domains.core.clock import Clock
from domains.core.database import Database
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.store import deliveries, event_log, instances

log = structlog.get_logger(__name__)

FORGOTTEN_AFTER = timedelta(seconds=60)
"""Our own pending events older than this which memory does not know are taken up again."""

BATCH = 500
"""Events read in one transaction."""

Resume = Callable[[BaseEvent, Sequence[Delivery]], None]
"""Receives an event and what is left to do for it, perhaps nothing."""


class Recovery:
    """Keeps this instance's lease and claims events that no living instance owns."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        router: Router,
        factory: EventFactory,
        owner: UUID,
    ) -> None:
        self._database = database
        self._clock = clock
        self._router = router
        self._factory = factory
        self._owner = owner
        self._has_claimed = False
        self._unknown: set[int] = set()
        self._unreadable: set[UUID] = set()

    async def blocked_sequences(self) -> set[tuple[str, str]]:
        """The (subscription, key) pairs that wait behind a dead letter."""
        async with self._database.reading() as connection:
            return await deliveries.blocked_sequences(connection)

    async def claim(self, resume: Resume) -> int:
        """Renew the lease and take over every orphan, oldest first. Returns how many.

        The first claim takes up our own events too: those stored before we held a lease.
        """
        async with self._database.writing() as connection:
            living = await instances.renew(connection, self._owner, self._clock.now())
            if not self._has_claimed:
                living.discard(self._owner)
            claimed = await event_log.claim(connection, self._owner, living)
        self._has_claimed = True
        await self._take_up(claimed, resume)
        return len(claimed)

    async def take_up_forgotten(self, in_hand: Callable[[UUID], bool], resume: Resume) -> None:
        """Take up own old events that memory has lost.

        Only what was unknown at the last look too: an event that is just being committed or
        completed may for a moment be known to the log and not to us.
        """
        before = self._clock.now() - FORGOTTEN_AFTER
        async with self._database.reading() as connection:
            rows = await event_log.pending_of(connection, self._owner, before)
        unknown = {
            row.seq
            for row in rows
            if not in_hand(row.event_id) and row.event_id not in self._unreadable
        }
        await self._take_up(sorted(unknown & self._unknown), resume)
        self._unknown = unknown - self._unknown

    async def leave(self) -> None:
        """Give up the lease; whatever is unfinished may be claimed at once."""
        async with self._database.writing() as connection:
            await instances.remove(connection, [self._owner])
        self._has_claimed = False

    async def _take_up(self, seqs: Sequence[int], resume: Resume) -> None:
        for start in range(0, len(seqs), BATCH):
            batch = seqs[start : start + BATCH]
            async with self._database.reading() as connection:
                rows = await event_log.read(connection, batch)
                unfinished = await deliveries.of_events(connection, [r.event_id for r in rows])
            states = {(each.event_id, each.subscription): each for each in unfinished}
            for row in rows:
                event = self._read(row)
                if event is not None:
                    resume(event, self._left_to_do(event, states))

    def _read(self, row: event_log.StoredEvent) -> BaseEvent | None:
        try:
            return self._factory.decode(json.loads(row.wire))
        except Exception as error:  # whatever is wrong with one row, the others go on
            # It stays pending in the log: a later version of the program may read it.
            self._unreadable.add(row.event_id)
            log.exception("event.unreadable", event_id=str(row.event_id), error=str(error))
            return None

    def _left_to_do(
        self, event: BaseEvent, states: Mapping[tuple[UUID, str], deliveries.Unfinished]
    ) -> list[Delivery]:
        left = []
        for subscription in self._router.hearing(event):
            if subscription.scope is not Scope.ONCE_PER_CLUSTER:
                continue
            state = states.get((event.event_id, subscription.name))
            if state is None:
                left.append(Delivery(event, subscription))
            elif state.state == deliveries.RETRY:
                left.append(Delivery(event, subscription, state.attempts, state.next_at))
        return left
