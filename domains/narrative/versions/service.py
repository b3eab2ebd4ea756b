"""Which version of a story is told: to those who begin, and to those in the middle of one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

import structlog

from domains.core.unit_of_work import Transaction
from domains.narrative.engine.library import FOR_AUTHORS, StoryVersion
from domains.narrative.errors import (
    InvalidStoryError,
    NoEarlierVersionError,
    StoryNotFoundError,
    VersionNotFoundError,
)
from domains.narrative.versions.model import Migrate, Publication
from domains.narrative.versions.repository import VersionRows

log = structlog.get_logger(__name__)

KEPT_VERSIONS = 8
"""Versions kept in memory beside the shipped ones, one to two MB each."""


class Versions:
    """Works inside the caller's transaction. Versions are never changed and never deleted.

    `shipped` are the stories of the installed package: known without a database, and what
    is told while nothing was published.
    """

    def __init__(self, shipped: Iterable[StoryVersion] = ()) -> None:
        self._shipped = {story.id: story for story in shipped}
        self._kept: OrderedDict[str, StoryVersion] = OrderedDict()
        self._rows = VersionRows()

    async def seed(self, tx: Transaction) -> None:
        """Publish what the installed package brings, unless it was published before.

        So an update of the package becomes current once, and what was published or brought
        back after it stays. Any number of instances may do this at the same time.
        """
        for story in self._shipped.values():
            if story.id in FOR_AUTHORS:
                continue
            if await self._rows.get(tx, story.id, story.sha256) is None:
                await self.publish(tx, story)

    async def publish(
        self, tx: Transaction, story: StoryVersion, *, migrate: Migrate = Migrate.FINISH
    ) -> Publication:
        """From now on chapters begin with this version.

        Readers in the middle of a chapter keep the version they are pinned to, or take the
        chapter's new words when nothing but these changed; `migrate` is for the others.
        Publishing the current version again changes nothing; publishing an earlier one
        brings it back under its old number.
        """
        current = await self._rows.current(tx, story.id, lock=True)
        if current is not None and current.sha256 == story.sha256:
            return current
        former = await self._rows.get(tx, story.id, story.sha256)
        if former is not None:
            return await self._bring_back(tx, former, migrate)
        history = await self._rows.history(tx, story.id)
        new = Publication(
            story_id=story.id,
            sha256=story.sha256,
            number=history[0].number + 1 if history else 1,
            migrate=migrate,
            published_at=tx.now,
            retired_at=None,
        )
        await self._rows.retire(tx, story.id)
        if not await self._rows.add(tx, new, story.manifest.model_dump_json(), story.texts()):
            # Two instances published the story's first version at the same moment, and the other
            # was faster: what we have retired may be theirs, and now we see it.
            return await self.publish(tx, story, migrate=migrate)
        log.info("narrative.published", story=story.id, number=new.number, migrate=migrate.value)
        return new

    async def rollback(
        self,
        tx: Transaction,
        story_id: str,
        *,
        to: str | None = None,
        migrate: Migrate = Migrate.FINISH,
    ) -> Publication:
        """Bring back version `to` (its sha256), or the one numbered before the current one.

        Raises VersionNotFoundError, NoEarlierVersionError.
        """
        current = await self._rows.current(tx, story_id, lock=True)
        if to is not None:
            former = await self._rows.get(tx, story_id, to)
            if former is None:
                raise VersionNotFoundError(story=story_id, sha256=to)
            return former if former.is_current else await self._bring_back(tx, former, migrate)
        for former in await self._rows.history(tx, story_id):
            if current is None or former.number < current.number:
                return await self._bring_back(tx, former, migrate)
        raise NoEarlierVersionError(story=story_id)

    async def retire(self, tx: Transaction, story_id: str) -> None:
        """Take a story off: nobody begins a chapter of it; who is in one may finish it."""
        await self._rows.retire(tx, story_id)

    async def current(self, tx: Transaction, story_id: str) -> Publication | None:
        """The version that chapters begin with; None when none is published."""
        return await self._rows.current(tx, story_id)

    async def published(self, tx: Transaction) -> list[Publication]:
        """The current version of every story that is told now, by the story's id."""
        return await self._rows.published(tx)

    async def history(self, tx: Transaction, story_id: str) -> list[Publication]:
        """Every version, the newest first."""
        return await self._rows.history(tx, story_id)

    async def story(self, tx: Transaction, story_id: str) -> StoryVersion:
        """The current version's story; the shipped one while nothing was ever published.

        Raises StoryNotFoundError for a story that is unknown or was taken off.
        """
        current = await self._rows.current(tx, story_id)
        if current is not None:
            return await self.get(tx, story_id, current.sha256)
        shipped = self._shipped.get(story_id)
        if shipped is None or await self._rows.history(tx, story_id):
            raise StoryNotFoundError(story=story_id)
        return shipped

    async def get(self, tx: Transaction, story_id: str, sha256: str) -> StoryVersion:
        """The story of any version, current or not. Raises VersionNotFoundError."""
        found = self.known(story_id, sha256)
        if found is not None:
            return found
        contents = await self._rows.contents(tx, story_id, sha256)
        if contents is None:
            raise VersionNotFoundError(story=story_id, sha256=sha256)
        try:
            story = StoryVersion.of(*contents, sha256=sha256)
        except InvalidStoryError as error:
            # Kept by another version of the program, which took it for good.
            log.exception("narrative.version_unreadable", story=story_id, sha256=sha256)
            raise VersionNotFoundError(story=story_id, sha256=sha256) from error
        self._kept[sha256] = story
        if len(self._kept) > KEPT_VERSIONS:
            self._kept.popitem(last=False)
        return story

    async def must_restart(self, tx: Transaction, story_id: str, sha256: str) -> bool:
        """Was an urgent fix published after this version was?"""
        return await self._rows.has_fix_after(tx, story_id, sha256)

    def known(self, story_id: str, sha256: str) -> StoryVersion | None:
        """The story of a version that is in memory already."""
        shipped = self._shipped.get(story_id)
        if shipped is not None and shipped.sha256 == sha256:
            return shipped
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
        return self._kept.get(sha256)

    def in_memory(self, story_id: str | None = None) -> list[StoryVersion]:
        """The versions in memory, of one story or of all; what was used last first."""
        known = [*reversed(self._kept.values()), *self._shipped.values()]
        return [story for story in known if story_id in {None, story.id}]

    async def _bring_back(
        self, tx: Transaction, former: Publication, migrate: Migrate
    ) -> Publication:
        await self._rows.retire(tx, former.story_id)
        await self._rows.bring_back(tx, former.story_id, former.sha256, migrate)
        log.info("narrative.brought_back", story=former.story_id, number=former.number)
        back = await self._rows.get(tx, former.story_id, former.sha256)
        if back is None:
            raise VersionNotFoundError(story=former.story_id, sha256=former.sha256)
        return back
