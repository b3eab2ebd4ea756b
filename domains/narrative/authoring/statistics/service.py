"""Where players stop and what they choose, drawn on a chapter's map."""

from __future__ import annotations

from collections import Counter

from domains.core.unit_of_work import UnitOfWork
from domains.narrative.authoring.apart import Coverage
from domains.narrative.authoring.play import ENOUGH_RUNS, explore, knots
from domains.narrative.authoring.statistics.repository import StatisticRows
from domains.narrative.authoring.story_map import Figures, StoryMap, story_map
from domains.narrative.engine.interface import StoryEngine
from domains.narrative.engine.library import StoryVersion
from domains.narrative.errors import SaveRejectedError


class Statistics:
    """Figures of a chapter of a version; those of earlier versions count by the same ids."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._rows = StatisticRows()

    async def figures(self, story_id: str, chapter_id: str) -> Figures:
        """Decisions by the choice's id, and how many players stand before which knot's choices."""
        async with self._uow.reading() as tx:
            decisions = await self._rows.decisions(tx, story_id, chapter_id)
            states = await self._rows.states(tx, story_id, chapter_id)
        standing: Counter[str] = Counter()
        for state in states:
            try:
                here = knots(state)
            except SaveRejectedError:
                continue
            standing.update(here[:1])
        return Figures(decisions, standing)


def drawn(engine: StoryEngine, story: StoryVersion, chapter_id: str, figures: Figures) -> StoryMap:
    """The chapter's map with its figures. Plays it for a moment to learn what leads where."""
    chapter = story.chapter(chapter_id)
    walk = explore(engine, chapter, runs=ENOUGH_RUNS)
    steps = tuple((*step, count) for step, count in sorted(walk.steps.items()))
    coverage = Coverage(chapter_id, tuple(chapter.knots), steps)
    title = story.about(chapter_id).title[story.manifest.source_language]
    return story_map(title, chapter, coverage, figures)
