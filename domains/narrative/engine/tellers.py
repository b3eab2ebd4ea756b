"""Which version of a story tells a run: its own, a corrected one, or none any more."""

from __future__ import annotations

from domains.core.unit_of_work import Transaction
from domains.narrative.engine.interface import StoryEngine
from domains.narrative.engine.library import FOR_AUTHORS, StoryVersion
from domains.narrative.engine.run import Run
from domains.narrative.engine.teller import Teller
from domains.narrative.errors import StoryNotFoundError, VersionNotFoundError
from domains.narrative.model import Manifest
from domains.narrative.versions.service import Versions


class Tellers:
    """Works inside the caller's transaction."""

    def __init__(self, engine: StoryEngine, versions: Versions) -> None:
        self._engine = engine
        self._versions = versions

    async def newest(self, tx: Transaction, story_id: str, sha256: str | None = None) -> Teller:
        """Tells what begins now. `sha256` is the current version, where it is known already.

        Raises StoryNotFoundError for a story that is unknown or was taken off.
        """
        story = self._versions.known(story_id, sha256) if sha256 is not None else None
        return Teller(self._engine, story or await self._versions.story(tx, story_id))

    async def of(self, tx: Transaction, run: Run) -> Teller | None:
        """Tells the run's present chapter; None when it cannot go on as it stands.

        The newest version takes over where only words have changed. Otherwise the run's own
        version goes on, unless one published since then is an urgent fix.
        """
        own = await self._own(tx, run)
        if own is not None and run.newest in {None, own.sha256}:
            return Teller(self._engine, own)
        try:
            newest = await self.newest(tx, run.story_id, run.newest)
        except StoryNotFoundError:  # taken off: who is in a chapter may finish it
            return Teller(self._engine, own) if own is not None else None
        if newest.fits(run):
            return newest
        if own is None or await self.must_restart(tx, run):
            return None
        return Teller(self._engine, own)

    async def open(self, tx: Transaction, run: Run | None, story_id: str) -> Teller:
        """Tells of a story as it is now, or as its reader has it when it was taken off.

        Raises StoryNotFoundError when there is neither.
        """
        try:
            return await self.newest(tx, story_id)
        except StoryNotFoundError:
            own = None if run is None else await self.of(tx, run)
            if own is None:
                raise
            return own

    async def published(self, tx: Transaction) -> list[StoryVersion]:
        """What readers may choose from: every story that is told now, as it begins now."""
        return [
            await self._versions.get(tx, one.story_id, one.sha256)
            for one in await self._versions.published(tx)
            if one.story_id not in FOR_AUTHORS
        ]

    async def must_restart(self, tx: Transaction, run: Run) -> bool:
        """Was the run's version replaced by an urgent fix?"""
        return await self._versions.must_restart(tx, run.story_id, run.version)

    def manifests(self, story_id: str | None = None) -> list[Manifest]:
        """Those of the versions in memory, of one story or of all; what was used last first."""
        return [story.manifest for story in self._versions.in_memory(story_id)]

    async def _own(self, tx: Transaction, run: Run) -> StoryVersion | None:
        try:
            own = await self._versions.get(tx, run.story_id, run.version)
        except VersionNotFoundError:
            return None
        # A save of another shape is never loaded, whatever the row says.
        return own if Teller(self._engine, own).fits(run) else None
