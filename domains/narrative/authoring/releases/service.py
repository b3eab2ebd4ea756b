"""Publish an author's draft, now or when its time comes; bring an earlier version back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from domains.core import StoryPublicationDueEvent, StoryPublishedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.narrative.authoring import bundle
from domains.narrative.authoring.drafts import kept
from domains.narrative.authoring.drafts.errors import (
    DraftChangedError,
    NotPublishableError,
    ReleaseGoneError,
    ReleaseTimeError,
)
from domains.narrative.authoring.drafts.model import Action, Author, Release, Rights
from domains.narrative.authoring.drafts.repository import ArtRows, DraftRows, ReleaseRows
from domains.narrative.authoring.lint import ART
from domains.narrative.engine.library import StoryVersion
from domains.narrative.versions.model import Migrate, Publication
from domains.narrative.versions.service import Versions

FARTHEST = timedelta(days=366)


class Releases:
    """What authors do to what everybody reads.

    Every method raises what `Rights.check` raises. What is done and its audit line commit
    together, with a StoryPublishedEvent for whatever becomes current.
    """

    def __init__(self, uow: UnitOfWork, versions: Versions, rights: Rights) -> None:
        self._uow = uow
        self._versions = versions
        self._rights = rights
        self._drafts = DraftRows()
        self._releases = ReleaseRows()
        self._art = ArtRows()

    async def publish(
        self, author: Author, sha256: str, migrate: Migrate = Migrate.FINISH
    ) -> Publication:
        """Publish the author's draft, if it is still what `sha256` begins with.

        Raises NotPublishableError, DraftChangedError.
        """
        await self._rights.check(author)
        async with self._uow() as tx:
            row = await self._passed(tx, author, sha256)
            story = kept.story(row.manifest, row.texts, row.sha256)
            published = await self._publish(tx, story, kept.pictures(row.files), migrate)
            await self._record(tx, author, Action.PUBLISH, published)
        return published

    async def publish_checked(
        self,
        story: StoryVersion,
        pictures: dict[str, bytes],
        *,
        at: datetime | None = None,
        migrate: Migrate = Migrate.FINISH,
    ) -> Publication | None:
        """For the operator, on the machine itself: a story that has passed the gate.

        With `at` it waits for its time, and None comes back. Raises ReleaseTimeError.
        """
        async with self._uow() as tx:
            if at is not None:
                files = bundle.packed({f"{ART}/{name}": data for name, data in pictures.items()})
                manifest = story.manifest.model_dump_json()
                kept_story = (story.id, story.sha256, manifest, kept.texts_json(story), files)
                await self._wait(tx, kept_story, at)
                return None
            published = await self._versions.publish(tx, story, migrate=migrate)
            await self._art.put(tx, story.id, pictures)
        return published

    async def schedule(self, author: Author, sha256: str, at: datetime) -> Release:
        """Publish the draft as it is now when it is `at` (with a time zone).

        Later changes of the draft change nothing about it. Raises ReleaseTimeError, and as
        `publish`.
        """
        await self._rights.check(author)
        async with self._uow() as tx:
            row = await self._passed(tx, author, sha256)
            story = (row.story_id, row.sha256, row.manifest, row.texts, _art_only(row.files))
            release_id = await self._wait(tx, story, at)
            details = {"story": row.story_id, "version": row.sha256[:12], "at": at.isoformat()}
            await self._rights.record(tx, author, Action.SCHEDULE, details)
        return Release(release_id, row.story_id, kept.draft(row).titles, row.sha256, at)

    async def waiting(self, author: Author) -> list[Release]:
        """What will be published, the next first."""
        await self._rights.check(author)
        async with self._uow.reading() as tx:
            rows = await self._releases.waiting(tx)
        return [
            Release(row.release_id, row.story_id, kept.titles(row), row.sha256, row.due_at)
            for row in rows
        ]

    async def withdraw(self, author: Author, release_id: UUID) -> None:
        """Take a scheduled release back. Raises ReleaseGoneError."""
        await self._rights.check(author)
        async with self._uow() as tx:
            row = await self._releases.take(tx, release_id)
            if row is None:
                raise ReleaseGoneError
            await tx.cancel(release_id)
            details = {"story": row.story_id, "version": row.sha256[:12]}
            await self._rights.record(tx, author, Action.WITHDRAW, details)

    async def history(self, author: Author, story_id: str) -> list[Publication]:
        """Every published version of a story, the newest first."""
        await self._rights.check(author)
        async with self._uow.reading() as tx:
            return await self._versions.history(tx, story_id)

    async def roll_back(self, author: Author, story_id: str, number: int) -> Publication:
        """Bring back the version before `number`, which must be the current one.

        Raises ReleaseGoneError when it is not any more, NoEarlierVersionError.
        """
        await self._rights.check(author)
        async with self._uow() as tx:
            current = await self._versions.current(tx, story_id)
            if current is None or current.number != number:
                raise ReleaseGoneError
            back = await self._versions.rollback(tx, story_id)
            self._tell(tx, back)
            await self._record(tx, author, Action.ROLL_BACK, back)
        return back

    async def publish_due(self, tx: Transaction, release_id: UUID) -> None:
        """A release's time has come; one that was withdrawn stays unpublished."""
        row = await self._releases.take(tx, release_id)
        if row is not None:
            story = kept.story(row.manifest, row.texts, row.sha256)
            await self._publish(tx, story, kept.pictures(row.art), Migrate.FINISH)

    async def art(self, story_id: str, name: str) -> bytes | None:
        """A picture of a story that was published from a draft."""
        async with self._uow.reading() as tx:
            return await self._art.get(tx, story_id, name)

    async def _passed(self, tx: Transaction, author: Author, sha256: str) -> Any:
        row = await self._drafts.get(tx, author.id)
        if row is None or not row.sha256 or not row.sha256.startswith(sha256):
            raise DraftChangedError
        if not kept.draft(row).is_publishable:
            raise NotPublishableError
        return row

    async def _wait(
        self, tx: Transaction, story: tuple[str, str, str, str, bytes], at: datetime
    ) -> UUID:
        if not tx.now < at <= tx.now + FARTHEST:
            raise ReleaseTimeError
        release_id = uuid7()
        story_id, sha256, manifest, texts, art = story
        await self._releases.add(
            tx,
            release_id=release_id,
            story_id=story_id,
            sha256=sha256,
            manifest=manifest,
            texts=texts,
            art=art,
            due_at=at,
        )
        event = StoryPublicationDueEvent(
            event_id=release_id, release_id=release_id, story_id=story_id
        )
        tx.publish(event, at=at)
        return release_id

    async def _publish(
        self,
        tx: Transaction,
        story: StoryVersion,
        pictures: dict[str, bytes],
        migrate: Migrate,
    ) -> Publication:
        published = await self._versions.publish(tx, story, migrate=migrate)
        await self._art.put(tx, story.id, pictures)
        self._tell(tx, published)
        return published

    def _tell(self, tx: Transaction, published: Publication) -> None:
        tx.publish(
            StoryPublishedEvent(
                story_id=published.story_id,
                version=published.number,
                sha256=published.sha256,
            )
        )

    async def _record(
        self, tx: Transaction, author: Author, action: Action, published: Publication
    ) -> None:
        details = {"story": published.story_id, "version": str(published.number)}
        await self._rights.record(tx, author, action, details)


def _art_only(files: bytes) -> bytes:
    pictures = kept.pictures(files)
    return bundle.packed({f"{ART}/{name}": data for name, data in pictures.items()})
