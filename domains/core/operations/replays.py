"""Delivering events again that were handled long ago, to one subscription."""

from __future__ import annotations

from dataclasses import replace

from domains.core.clock import Clock
from domains.core.database import Database
from domains.core.operations.dead_letters import BATCH, Progress, no_progress
from domains.core.operations.model import Replay
from domains.core.store import inspection, replays
from domains.core.store.inspection import EventFilter


class Replays:
    """Effects of the chosen events are applied again: that is what a replay is for."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def plan(self, subscription: str, chosen: EventFilter) -> Replay:
        """What `replay` would do now. Changes nothing."""
        done = replace(chosen, pending=False)
        async with self._database.reading() as connection:
            return Replay(
                subscription,
                events=await inspection.count(connection, done),
                applied=await replays.applied(connection, subscription, done),
                unfinished=await inspection.count(connection, replace(chosen, pending=True)),
            )

    async def replay(
        self, subscription: str, chosen: EventFilter, progress: Progress = no_progress
    ) -> Replay:
        """Let the subscription handle the chosen events again, in order, nobody else.

        In batches, each in a transaction; instances begin with their next heartbeat. Events
        that are still being delivered are left alone, and so is what comes after the call.
        """
        plan = await self.plan(subscription, chosen)
        done = replace(chosen, pending=False)
        async with self._database.reading() as connection:
            last = await replays.newest(connection)
        after, put_back = 0, 0
        while True:
            async with self._database.writing() as connection:
                rows = await replays.page(connection, done, after, BATCH)
                events = [(row.event_id, row.key) for row in rows if row.seq <= last]
                if events:
                    put_back += await replays.put_back(
                        connection, subscription, events, self._clock.now()
                    )
            progress(len(events))
            if len(events) < BATCH:
                return replace(plan, events=put_back)
            after = rows[-1].seq
