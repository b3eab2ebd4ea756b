"""The table of contents, going back to a chapter, and a reader's preferences."""

from __future__ import annotations

from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.narrative.chapters.service import Chapters
from domains.narrative.engine.artwork import Artwork
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.tellers import Tellers
from domains.narrative.errors import NotYourRunError, StaleChoiceError, VipOnlyError
from domains.narrative.journal.service import Journal
from domains.narrative.model import ChapterManifest
from domains.narrative.readers.model import Preference, Reader, Speed
from domains.narrative.readers.service import Readers
from domains.narrative.repository import Runs
from domains.narrative.shelf.model import ChapterEntry, Contents


class Shelf:
    """One story's, for everybody."""

    def __init__(
        self, uow: UnitOfWork, story_id: str, tellers: Tellers, chapters: Chapters
    ) -> None:
        self._uow = uow
        self._story_id = story_id
        self._tellers = tellers
        self._chapters = chapters
        self._artwork = Artwork()
        self._runs = Runs()
        self._journal = Journal()
        self._readers = Readers()

    def picture(self, name: str) -> bytes | None:
        """A picture of the story; None when there is no such file."""
        return self._artwork.find(self._story_id, name)

    async def contents(self, user_id: int, language: str) -> Contents:
        """Every chapter: what was read, what is open, and that there is more."""
        async with self._uow.reading() as tx:
            story = (await self._tellers.newest(tx, self._story_id)).story
            run = await self._runs.current(tx, user_id, self._story_id)
            begun = await self._journal.chapters(tx, user_id, self._story_id)
            reader = await self._readers.get(tx, user_id)
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
            return Contents(title, None, 0, entries)
        return Contents(title, run.run_id, run.turn, entries)

    async def turn_to(
        self, user_id: int, chapter_id: str, *, run_id: int, turn: int, language: str
    ) -> None:
        """Go to a chapter that was begun before: to where it was left, or to its beginning.

        The chapter that is left in the middle keeps its place. Raises NotYourRunError,
        StaleChoiceError, ChapterNotFoundError, VipOnlyError.
        """
        async with self._uow() as tx:
            run = await self._runs.locked(tx, run_id)
            if run is None or run.user_id != user_id or run.story_id != self._story_id:
                raise NotYourRunError(run=run_id)
            if not run.is_current or run.turn != turn:
                raise StaleChoiceError(run=run_id, turn=turn)
            await self._check_plan(tx, chapter_id, run.reader)
            if run.chapter_id != chapter_id or run.page.ended:
                await self._chapters.turn_to(tx, run, chapter_id, language)

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

    async def _check_plan(self, tx: Transaction, chapter_id: str, reader: Reader) -> None:
        story = (await self._tellers.newest(tx, self._story_id)).story
        if story.about(chapter_id).vip and not reader.is_vip(tx.now):
            raise VipOnlyError(chapter=chapter_id)


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
