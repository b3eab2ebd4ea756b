"""Marks events done in batches, so that completion costs next to nothing per event."""

from __future__ import annotations

import asyncio
from itertools import islice
from uuid import UUID

from domains.core.database import Database
from domains.core.store import event_log

GATHER_SECONDS = 0.02
BATCH = 500


class Completion:
    """Event ids whose subscriptions are all done, on their way to the database.

    Losing them in a crash is harmless: the events are delivered again and the inbox
    absorbs them.
    """

    def __init__(self, database: Database, owner: UUID) -> None:
        self._database = database
        self._owner = owner
        self._done: dict[UUID, None] = {}  # in order
        self._writing: dict[UUID, None] = {}
        self._wake = asyncio.Event()
        self.quiet = asyncio.Lock()
        """Held while marks are written. Whoever makes events pending again must hold it too:
        a mark whose statement began before would not see that, and undo it."""

    def add(self, event_id: UUID) -> None:
        """The event is done."""
        self._done[event_id] = None
        self._wake.set()

    def __contains__(self, event_id: UUID) -> bool:
        """Is the event done, but not written down yet?"""
        return event_id in self._done or event_id in self._writing

    @property
    def waiting(self) -> bool:
        """Is anything not written down yet?"""
        return bool(self._done or self._writing)

    async def run(self) -> None:
        """Write the marks down as they come, for ever."""
        while True:
            await self._wake.wait()
            await asyncio.sleep(GATHER_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Write down everything gathered so far."""
        while self._done or self._writing:
            async with self.quiet:
                await self._write(dict.fromkeys(islice(self._done, BATCH)))
        self._wake.clear()

    async def _write(self, batch: dict[UUID, None]) -> None:
        # What is done once more while we write, e.g. replayed, is written once more.
        for event_id in batch:
            del self._done[event_id]
        self._writing = batch
        try:
            if batch:
                async with self._database.writing() as connection:
                    await event_log.complete(connection, self._owner, list(batch))
        except BaseException:
            self._done = batch | self._done
            raise
        finally:
            self._writing = {}
