"""Where players stop and what they choose, drawn on a chapter's map and told in words."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from domains.core.unit_of_work import UnitOfWork
from domains.narrative.authoring.apart import Coverage
from domains.narrative.authoring.drafts.model import Author, Rights
from domains.narrative.authoring.play import ENOUGH_RUNS, Walk, explore, knots
from domains.narrative.authoring.statistics.model import (
    EVERY_VERSION,
    Answer,
    ChapterFigures,
    Question,
    Told,
)
from domains.narrative.authoring.statistics.repository import StatisticRows
from domains.narrative.authoring.story_map import Figures, story_map
from domains.narrative.engine.interface import StoryEngine
from domains.narrative.engine.library import StoryVersion
from domains.narrative.errors import SaveRejectedError
from domains.narrative.versions.service import Versions


class Statistics:
    """What authors may know of their readers: counts of the newest 5,000 readings."""

    def __init__(
        self,
        uow: UnitOfWork,
        versions: Versions,
        rights: Rights,
        open_engine: Callable[[], StoryEngine],
    ) -> None:
        self._uow = uow
        self._versions = versions
        self._open_engine = open_engine
        self._rights = rights
        self._rows = StatisticRows()

    async def stories(self, author: Author, language: str) -> list[Told]:
        """Every story that is published now. Raises what `Rights.check` raises."""
        await self._rights.check(author)
        found: list[Told] = []
        async with self._uow.reading() as tx:
            for current in await self._versions.published(tx):
                story = await self._versions.get(tx, current.story_id, current.sha256)
                history = await self._versions.history(tx, current.story_id)
                found.append(_told(story, [one.number for one in history], language))
        return found

    async def of(
        self, author: Author, story_id: str, chapter_id: str, number: int, language: str
    ) -> ChapterFigures:
        """As `chapter`. Raises what `Rights.check` raises, too."""
        await self._rights.check(author)
        return await self.chapter(story_id, chapter_id, number, language)

    async def chapter(
        self, story_id: str, chapter_id: str, number: int | None, language: str
    ) -> ChapterFigures:
        """What readers did in a chapter of a version, or of EVERY_VERSION counted together.

        None is the current version; an empty `chapter_id` the first chapter. Takes tenths of
        a second, off the event loop. Raises StoryNotFoundError, VersionNotFoundError,
        ChapterNotFoundError.
        """
        async with self._uow.reading() as tx:
            story = await self._versions.story(tx, story_id)
            history = await self._versions.history(tx, story_id)
            if number is None:
                number = next((one.number for one in history if one.is_current), EVERY_VERSION)
            if number != EVERY_VERSION:
                sha256 = next((one.sha256 for one in history if one.number == number), "")
                story = await self._versions.get(tx, story_id, sha256)
            about = story.about(chapter_id or story.first_chapter)
            place = (story_id, about.id, story.sha256 if number != EVERY_VERSION else None)
            readers = await self._rows.readers(tx, *place)
            decisions = await self._rows.decisions(tx, *place)
            states = await self._rows.states(tx, *place)
        figures = Figures(decisions, _standing(states), readers)

        def play() -> Walk:
            # An engine belongs to one thread. Only playing shows what leads where.
            chapter = story.chapter(about.id, language)
            return explore(self._open_engine(), chapter, runs=ENOUGH_RUNS)

        walk = await asyncio.to_thread(play)
        return _drawn(story, number, figures, walk)


def _told(story: StoryVersion, numbers: Iterable[int], language: str) -> Told:
    code = story.manifest.language(language)
    chapters = tuple((one.id, one.title[code]) for one in story.manifest.chapters)
    return Told(story.id, story.manifest.title[code], chapters, tuple(numbers))


def _standing(states: Iterable[str]) -> Counter[str]:
    standing: Counter[str] = Counter()
    for state in states:
        try:
            here = knots(state)
        except SaveRejectedError:
            continue
        standing.update(here[:1])
    return standing


def _drawn(story: StoryVersion, number: int, figures: Figures, walk: Walk) -> ChapterFigures:
    chapter = walk.chapter
    steps = tuple((*step, count) for step, count in sorted(walk.steps.items()))
    coverage = Coverage(chapter.id, tuple(chapter.knots), steps)
    title = story.about(chapter.id).title[chapter.language]
    drawn = story_map(title, chapter, coverage, figures)
    asked = _questions(walk, figures.decisions)
    return ChapterFigures(story.id, chapter.id, title, number, figures, asked, drawn)


def _questions(walk: Walk, decisions: Mapping[str, int]) -> tuple[Question, ...]:
    """What is offered together; a choice that stands in several offers joins them."""
    groups: list[tuple[str, dict[str, None]]] = []
    for offer, knot in walk.offers.items():
        ids = dict.fromkeys(offer)
        joined = [group for group in groups if group[1].keys() & ids.keys()]
        where = joined[0][0] if joined else knot
        for group in joined:
            ids = group[1] | ids
        groups = [*(group for group in groups if group not in joined), (where, ids)]
    return tuple(
        Question(knot, _answers(walk, ids, decisions)) for knot, ids in groups if len(ids) > 1
    )


def _answers(walk: Walk, ids: Iterable[str], decisions: Mapping[str, int]) -> tuple[Answer, ...]:
    counts = {one: decisions.get(one, 0) for one in ids}
    total = sum(counts.values())
    return tuple(
        Answer(walk.words[one], count, round(100 * count / total) if total else 0)
        for one, count in counts.items()
    )
