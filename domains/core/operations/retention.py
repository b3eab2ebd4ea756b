"""Forgetting what was finished long ago, a page at a time."""

from __future__ import annotations

from datetime import datetime

from domains.core.database import Database
from domains.core.operations.dead_letters import BATCH, Progress, no_progress
from domains.core.operations.model import Pruned
from domains.core.store import retention


class Retention:
    """The log, the inbox and ended sagas shrink; what is not finished stays, however old.

    An event that is forgotten cannot be replayed, and nobody may deliver it again: with it goes
    the memory of having handled it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, before: datetime) -> Pruned:
        """What `prune` would do now. Changes nothing, but reads the old part of the log."""
        return await self._walk(before, no_progress, is_dry=True)

    async def prune(self, before: datetime, progress: Progress = no_progress) -> Pruned:
        """Forget what happened before an instant and is finished. May be repeated, may be cut off.

        In pages, each in a short transaction of its own: nobody waits long for the database.
        """
        pruned = await self._walk(before, progress, is_dry=False)
        async with self._database.writing() as connection:
            sagas = await retention.forget_sagas(connection, before)
        return Pruned(pruned.events, pruned.kept, sagas)

    async def _walk(self, before: datetime, progress: Progress, *, is_dry: bool) -> Pruned:
        after = events = kept = 0
        while True:
            async with self._database.reading() as connection:
                page = await retention.page(connection, before, after, BATCH)
            if page is None:
                return Pruned(events, kept)
            after = page.last
            if page.finished and not is_dry:
                async with self._database.writing() as connection:
                    await retention.forget(connection, page.finished)
            events += len(page.finished)
            kept += page.unfinished
            progress(len(page.finished))
