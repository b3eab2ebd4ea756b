"""Use cases of authors: check a story, read it, look at its map, publish it, take it back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.narrative.authoring import bundle
from domains.narrative.authoring.drafts import kept
from domains.narrative.authoring.drafts.errors import (
    DraftChangedError,
    NoDraftError,
)
from domains.narrative.authoring.drafts.model import Author, Draft, DraftPage, Place, Rights
from domains.narrative.authoring.drafts.reading import Reading, onward, read
from domains.narrative.authoring.drafts.repository import DraftRows
from domains.narrative.authoring.gate import Report, check
from domains.narrative.authoring.story_map import StoryMap, story_map
from domains.narrative.engine.interface import StoryEngine
from domains.narrative.engine.library import STORIES, StoryVersion

TUTORIAL = "tutorial"


class Drafts:
    """One draft for each author. Every method raises what `Rights.check` raises.

    Drafts are read by their author alone: nothing here counts, earns or is told to players.
    """

    def __init__(self, uow: UnitOfWork, engine: StoryEngine, rights: Rights) -> None:
        self._uow = uow
        self._engine = engine
        self._rights = rights
        self._rows = DraftRows()
        # One story is checked at a time: it takes a core for seconds.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._read_stories: dict[str, StoryVersion] = {}

    def close(self) -> None:
        """Finish what is being checked and end the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def find(self, author: Author) -> Draft | None:
        """The author's draft, if there is one."""
        await self._rights.check(author)
        async with self._uow.reading() as tx:
            row = await self._rows.get(tx, author.id)
        return kept.draft(row) if row is not None else None

    async def take(self, author: Author, name: str, data: bytes) -> Draft:
        """Check what was sent and keep it as the author's draft. Takes seconds.

        A lone file that the present draft has too takes that one's place. Reading goes on
        where the same choices still lead. Raises UploadRefusedError.
        """
        await self._rights.check(author)
        async with self._uow.reading() as tx:
            row = await self._rows.get(tx, author.id)
        former = row.files if row is not None else None

        def examine() -> tuple[bundle.Files, Report]:
            files = bundle.revised(bundle.read_packed(former) if former else {}, name, data)
            return files, _examined(files)

        files, report = await self._apart(examine)
        return await self._keep(author.id, files, report, bundle.story_id(files, name))

    async def take_folder(self, author_id: int, folder: Path) -> Draft:
        """Check a folder of this machine and keep it as somebody's draft."""

        def examine() -> tuple[bundle.Files, Report]:
            files = bundle.of_folder(folder)
            return files, _examined(files)

        files, report = await self._apart(examine)
        return await self._keep(author_id, files, report, bundle.story_id(files, folder.name))

    async def take_tutorial(self, author: Author) -> Draft:
        """The story that shows authors everything, as their draft."""
        await self._rights.check(author)
        return await self.take_folder(author.id, STORIES / TUTORIAL)

    async def open(
        self, author: Author, language: str, chapter_id: str = "", knot: str = ""
    ) -> DraftPage:
        """Read on where the author stands; with `chapter_id` or `knot` begin there.

        Raises NoDraftError, NoKnotError, ChapterNotFoundError, StoryBrokenError.
        """
        await self._rights.check(author)
        async with self._uow() as tx:
            row, story = await self._readable(tx, author.id)
            standing = kept.place(row.place)
            if standing is None or chapter_id or knot:
                chapter = chapter_id or (
                    standing[0].chapter_id if standing is not None else story.first_chapter
                )
                place = Place(chapter, story.manifest.language(language), knot)
                standing = (place, {})
            place, memory = standing
            reading = self._read(story, place, memory)
            await self._stand(tx, row, reading, memory)
        return reading.page

    async def choose(self, author: Author, sha256: str, turn: int, choice: int) -> DraftPage:
        """Decide in the draft. Raises DraftChangedError for an older state, and as `open`."""
        await self._rights.check(author)
        async with self._uow() as tx:
            row, story = await self._readable(tx, author.id)
            standing = kept.place(row.place)
            if standing is None or not row.sha256.startswith(sha256):
                raise DraftChangedError
            place, memory = standing
            if len(place.choices) != turn:
                raise DraftChangedError
            now = self._read(story, place, memory)
            after = onward(now.page.place, choice, now.page.page)
            reading = self._read(story, after, memory)
            await self._stand(tx, row, reading, memory)
        return reading.page

    async def go_on(self, author: Author, sha256: str) -> DraftPage:
        """Into the next chapter, with everything that was decided. Raises as `choose`."""
        await self._rights.check(author)
        async with self._uow() as tx:
            row, story = await self._readable(tx, author.id)
            standing = kept.place(row.place)
            if standing is None or not row.sha256.startswith(sha256):
                raise DraftChangedError
            place, memory = standing
            now = self._read(story, place, memory)
            following = now.page.page.next
            if following is None or not story.has(following):
                raise DraftChangedError
            memory = dict(self._engine.carry_over(now.told.saved))
            reading = self._read(story, Place(following, place.language), memory)
            await self._stand(tx, row, reading, memory)
        return reading.page

    async def map(self, author: Author, chapter_id: str, language: str) -> StoryMap:
        """A chapter of the draft as a graph, with what random readers reached.

        Raises NoDraftError, ChapterNotFoundError.
        """
        await self._rights.check(author)
        async with self._uow.reading() as tx:
            row, story = await self._readable(tx, author.id)
        about = story.about(chapter_id or story.first_chapter)
        coverage = [one for one in kept.draft(row).coverage if one.chapter_id == about.id]
        title = about.title[story.manifest.language(language)]
        return story_map(title, story.chapter(about.id), coverage[0] if coverage else None)

    async def picture(self, author: Author, name: str) -> bytes | None:
        """A picture of the draft."""
        await self._rights.check(author)
        async with self._uow.reading() as tx:
            row = await self._rows.get(tx, author.id)
        return kept.pictures(row.files).get(name) if row is not None else None

    async def _keep(
        self, author_id: int, files: bundle.Files, report: Report, fallback_id: str
    ) -> Draft:
        columns = kept.columns(files, report, fallback_id)
        async with self._uow() as tx:
            former = await self._rows.get(tx, author_id)
            is_same = former is not None and former.story_id == columns["story_id"]
            place = former.place if former is not None and is_same else ""
            await self._rows.put(tx, author_id, **columns, place=place)
            row = await self._rows.get(tx, author_id)
        return kept.draft(row)

    async def _apart(
        self, work: Callable[[], tuple[bundle.Files, Report]]
    ) -> tuple[bundle.Files, Report]:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _readable(self, tx: Transaction, author_id: int) -> tuple[Any, StoryVersion]:
        row = await self._rows.get(tx, author_id)
        if row is None or not row.sha256:
            raise NoDraftError
        story = self._read_stories.get(row.sha256)
        if story is None:
            story = kept.story(row.manifest, row.texts, row.sha256)
            self._read_stories = {row.sha256: story}
        return row, story

    def _read(self, story: StoryVersion, place: Place, memory: dict[str, object]) -> Reading:
        return read(self._engine, story, place, memory)

    async def _stand(
        self, tx: Transaction, row: Any, reading: Reading, memory: dict[str, object]
    ) -> None:
        place = kept.place_json(reading.page.place, memory)
        if place != row.place and not await self._rows.move(
            tx, row.author_id, row.sha256, row.place, place
        ):
            raise DraftChangedError


def _examined(files: bundle.Files) -> Report:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "story"
        folder.mkdir()
        bundle.write(files, folder)
        return check(folder)
