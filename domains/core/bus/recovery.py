"""Takes up what others left behind: at start after a crash, later from instances that died."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from domains.core.bus.lanes import Delivery
from domains.core.bus.routing import Router
from domains.core.bus.subscription import Scope
from domains.core.clock import Clock, sleep
from domains.core.database import Database
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.interfaces import EventBusError
from domains.core.store import deliveries, event_log, instances

log = structlog.get_logger(__name__)

FORGOTTEN_AFTER = timedelta(seconds=60)
"""Our own pending events older than this which memory does not know are taken up again."""

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
        self._unreadable: set[UUID] = set()

    async def dead_sequences(self) -> set[tuple[str, str]]:
        """The (subscription, key) pairs that wait behind a dead letter."""
        async with self._database.reading() as connection:
            return await deliveries.dead_sequences(connection)

    async def claim(self, resume: Resume) -> int:
        """Renew the lease and take over every orphan, oldest first. Returns how many."""
        claimed = 0
        while True:
            async with self._database.writing() as connection:
                now = self._clock.now()
                await instances.beat(connection, self._owner, now)
                living = await instances.living(connection, now)
                rows = await event_log.claim(connection, self._owner, living)
                unfinished = await deliveries.of_events(connection, [r.event_id for r in rows])
            if not rows:
                return claimed
            self._resume(rows, unfinished, resume)
            claimed += len(rows)

    async def run(self, known: Container[UUID], resume: Resume) -> None:
        """Beat, claim, and look for own events that memory lost, for ever."""
        while True:
            await sleep(self._clock, instances.HEARTBEAT.total_seconds())
            await self.claim(resume)
            async with self._database.reading() as connection:
                before = self._clock.now() - FORGOTTEN_AFTER
                rows = await event_log.pending_of(connection, self._owner, before)
                lost = [row for row in rows if row.event_id not in known]
                unfinished = await deliveries.of_events(connection, [r.event_id for r in lost])
            self._resume(lost, unfinished, resume)

    async def leave(self) -> None:
        """Give up the lease; whatever is unfinished may be claimed at once."""
        async with self._database.writing() as connection:
            await instances.remove(connection, [self._owner])

    def _resume(
        self,
        rows: Sequence[event_log.StoredEvent],
        unfinished: Sequence[deliveries.Unfinished],
        resume: Resume,
    ) -> None:
        states = {(each.event_id, each.subscription): each for each in unfinished}
        for row in rows:
            if row.event_id in self._unreadable:
                continue
            try:
                event = self._factory.decode(json.loads(row.wire))
            except (EventBusError, ValueError) as error:
                # It stays pending in the log: a later version of the program may read it.
                self._unreadable.add(row.event_id)
                log.exception("event.unreadable", event_id=str(row.event_id), error=str(error))
                continue
            resume(event, self._left_to_do(event, states))

    def _left_to_do(
        self, event: BaseEvent, states: Mapping[tuple[UUID, str], deliveries.Unfinished]
    ) -> list[Delivery]:
        left = []
        for subscription in self._router.of(event.event_type):
            if subscription.scope is not Scope.ONCE_PER_CLUSTER:
                continue
            state = states.get((event.event_id, subscription.name))
            if state is None:
                left.append(Delivery(event, subscription))
            elif state.state == deliveries.RETRY:
                left.append(Delivery(event, subscription, state.attempts, state.next_at))
        return left
