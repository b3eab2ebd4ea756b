"""The table of contents, going back to a chapter, and a reader's preferences."""

from __future__ import annotations

from collections.abc import Sequence

from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.narrative.authoring.drafts.repository import ArtRows
from domains.narrative.chapters.service import Chapters
from domains.narrative.engine.artwork import Artwork
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.run import Run
from domains.narrative.engine.tellers import Tellers
from domains.narrative.errors import (
    NotYourRunError,
    StaleChoiceError,
    StoryNotFoundError,
    VipOnlyError,
)
from domains.narrative.journal.service import Journal
from domains.narrative.model import ChapterManifest
from domains.narrative.readers.model import Preference, Reader, Speed
from domains.narrative.readers.service import Readers
from domains.narrative.repository import Runs
from domains.narrative.shelf.model import Book, ChapterEntry, Contents


class Shelf:
    """Of the story that a reader has open; `story_id` is the house's own."""

    def __init__(
        self, uow: UnitOfWork, story_id: str, tellers: Tellers, chapters: Chapters
    ) -> None:
        self._uow = uow
        self._story_id = story_id
        self._tellers = tellers
        self._chapters = chapters
        self._artwork = Artwork()
        self._art = ArtRows()
        self._runs = Runs()
        self._journal = Journal()
        self._readers = Readers()

    async def picture(self, story_id: str, name: str) -> bytes | None:
        """A picture of a story, published with it or shipped; None when there is none."""
        async with self._uow.reading() as tx:
            published = await self._art.get(tx, story_id, name)
        return published or self._artwork.find(story_id, name)

    async def contents(self, user_id: int, language: str) -> Contents:
        """Every chapter: what was read, what is open, and that there is more."""
        async with self._uow.reading() as tx:
            reader = await self._readers.get(tx, user_id)
            story_id = reader.book or self._story_id
            run = await self._runs.current(tx, user_id, story_id)
            story = (await self._tellers.open(tx, run, story_id)).story
            begun = await self._journal.chapters(tx, user_id, story_id)
            others = [one for one in await self._tellers.published(tx) if one.id != story_id]
            entries = tuple(
                _entry(
                    story,
                    about,
                    begun,
                    language,
                    is_vip=reader.is_vip(tx.now),
                    present=run.chapter_id if run is not None else None,
                )
                for about in story.manifest.chapters
            )
        title = story.manifest.title[story.manifest.language(language)]
        if run is None:
            return Contents(title, None, 0, entries, len(others))
        return Contents(title, run.run_id, run.turn, entries, len(others))

    async def turn_to(
        self, user_id: int, chapter_id: str, *, run_id: int, turn: int, language: str
    ) -> None:
        """Go to a chapter that was begun before: to where it was left, or to its beginning.

        The chapter that is left in the middle keeps its place. Raises NotYourRunError,
        StaleChoiceError, ChapterNotFoundError, VipOnlyError.
        """
        async with self._uow() as tx:
            run = await self._runs.locked(tx, run_id)
            if run is None or run.user_id != user_id:
                raise NotYourRunError(run=run_id)
            if not run.is_current or run.turn != turn:
                raise StaleChoiceError(run=run_id, turn=turn)
            await self._check_plan(tx, chapter_id, run)
            if run.chapter_id != chapter_id or run.page.ended:
                await self._chapters.turn_to(tx, run, chapter_id, language)

    async def books(self, user_id: int, language: str) -> list[Book]:
        """Every story that may be read, the one that lies open first."""
        async with self._uow.reading() as tx:
            present = (await self._readers.get(tx, user_id)).book or self._story_id
            found = [
                await self._book(tx, user_id, story, language, is_open=story.id == present)
                for story in await self._tellers.published(tx)
            ]
        return sorted(found, key=lambda book: not book.is_open)

    async def take(self, user_id: int, story_id: str) -> None:
        """Lay a story open: the next `open` begins it, or goes on where it was left.

        The place in every other story stays. Raises StoryNotFoundError.
        """
        async with self._uow() as tx:
            if story_id not in {story.id for story in await self._tellers.published(tx)}:
                raise StoryNotFoundError(story=story_id)
            await self._readers.open_book(tx, user_id, story_id, self._story_id)

    async def lies_open(self, tx: Transaction, user_id: int, story_id: str) -> bool:
        """Is it the story that `/story` opens? Works inside the caller's transaction."""
        return ((await self._readers.get(tx, user_id)).book or self._story_id) == story_id

    async def titles(
        self, tx: Transaction, story_id: str, languages: Sequence[str]
    ) -> dict[str, str]:
        """What a story is called in each language; its id, for one that was taken off.

        Works inside the caller's transaction.
        """
        try:
            manifest = (await self._tellers.newest(tx, story_id)).story.manifest
        except StoryNotFoundError:
            return dict.fromkeys(languages, story_id)
        return {each: manifest.title[manifest.language(each)] for each in languages}

    async def reader(self, user_id: int) -> Reader:
        """How a reader likes to be told."""
        async with self._uow.reading() as tx:
            return await self._readers.get(tx, user_id)

    async def prefer(self, user_id: int, preference: Preference, *, is_on: bool) -> Reader:
        """Turn something on or off."""
        async with self._uow() as tx:
            return await self._readers.prefer(tx, user_id, preference, is_on=is_on)

    async def pace(self, user_id: int, speed: Speed) -> Reader:
        """Choose how long the author's pauses are."""
        async with self._uow() as tx:
            return await self._readers.pace(tx, user_id, speed)

    async def _check_plan(self, tx: Transaction, chapter_id: str, run: Run) -> None:
        story = (await self._tellers.open(tx, run, run.story_id)).story
        if story.about(chapter_id).vip and not run.reader.is_vip(tx.now):
            raise VipOnlyError(chapter=chapter_id)

    async def _book(
        self, tx: Transaction, user_id: int, story: StoryVersion, language: str, *, is_open: bool
    ) -> Book:
        manifest = story.manifest
        run = await self._runs.current(tx, user_id, story.id)
        spoken = manifest.language(language)
        first = manifest.chapters[0]
        title = ""
        if run is not None and story.has(run.chapter_id):
            title = story.about(run.chapter_id).title[spoken]
        reached = (await self._journal.findings(tx, user_id, story.id)).endings
        return Book(
            story_id=story.id,
            title=manifest.title[spoken],
            chapters=sum(not chapter.vip for chapter in manifest.chapters),
            progress=None if run is None else manifest.progress(run.chapter_id),
            chapter=title,
            is_open=is_open,
            is_finished=run is not None and _is_over(story, run),
            endings=(len(reached & manifest.endings.keys()), len(manifest.endings)),
            art=first.art,
            alt=first.alt[spoken] if first.alt else None,
        )


def _is_over(story: StoryVersion, run: Run) -> bool:
    return run.page.ended and not (run.page.next and story.has(run.page.next))


def _entry(
    story: StoryVersion,
    about: ChapterManifest,
    begun: dict[str, bool],
    language: str,
    *,
    is_vip: bool,
    present: str | None,
) -> ChapterEntry:
    spoken = story.manifest.language(language)
    past = story.manifest.way_past(about.id) if about.vip else None
    reached = about.id in begun or past in begun
    acts = story.manifest.acts
    return ChapterEntry(
        id=about.id,
        title=about.title[spoken] if reached else "",
        act=acts[about.act - 1][spoken] if acts else "",
        progress=story.manifest.progress(about.id),
        is_vip=about.vip,
        is_open=reached and (is_vip or not about.vip),
        is_begun=about.id in begun,
        is_completed=begun.get(about.id, False),
        is_present=about.id == present,
    )
