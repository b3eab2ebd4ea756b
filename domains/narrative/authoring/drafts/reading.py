"""Reading a draft: from the chapter's beginning along the choices made so far, every time.

So no save is kept, and a changed draft is read on from wherever the same choices still lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domains.narrative.authoring.drafts.errors import NoKnotError
from domains.narrative.authoring.drafts.model import DraftPage, Place
from domains.narrative.authoring.entry import entered_at
from domains.narrative.authoring.play import MAX_TURNS
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.interface import External, StoryEngine, Told
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.view import Page, page
from domains.narrative.errors import ChoiceNotOpenError

SEED = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the choices led. `complete`: all of them could be made."""

    page: DraftPage
    told: Told
    complete: bool


def read(
    engine: StoryEngine, story: StoryVersion, place: Place, memory: Mapping[str, object]
) -> Reading:
    """Read to a place; as far as the story still has the way.

    `memory` are the variables with which the chapter was entered. Raises StoryBrokenError,
    ChapterNotFoundError, NoKnotError.
    """
    chapter = story.chapter(place.chapter_id, place.language)
    externals = dict.fromkeys(chapter.externals, _nothing)
    first = _entered(chapter, place.knot)
    told = engine.start(first, seed=SEED, variables=memory, externals=externals)
    before = dict(chapter.defaults)
    made: list[int] = []
    for index in place.choices:
        if not 0 <= index < len(told.scene.choices):
            break
        before = dict(told.scene.variables)
        told = _chosen(engine, chapter, told, index, externals)
        made.append(index)
    complete = len(made) == len(place.choices)
    there = Place(place.chapter_id, place.language, place.knot, tuple(made))
    changed = {
        name: value for name, value in told.scene.variables.items() if before.get(name) != value
    }
    view = page(story.manifest, told.scene, f"{chapter.id}.t{len(made)}")
    tags = tuple(line.tags for line in told.scene.lines)
    return Reading(DraftPage(there, story.sha256, view, tags, changed, complete), told, complete)


def onward(place: Place, choice: int, shown: Page) -> Place:
    """The place after one more choice; authors pass VIP doors. Raises ChoiceNotOpenError."""
    is_there = 0 <= choice < len(shown.choices) and len(place.choices) < MAX_TURNS
    if not is_there or not shown.choices[choice].is_open(is_vip=True):
        raise ChoiceNotOpenError(choice=choice)
    return Place(place.chapter_id, place.language, place.knot, (*place.choices, choice))


def _entered(chapter: CompiledChapter, knot: str) -> CompiledChapter:
    if not knot:
        return chapter
    if knot not in chapter.knots:
        raise NoKnotError(knot=knot, knots=", ".join(sorted(chapter.knots)))
    return entered_at(chapter, knot)


def _chosen(
    engine: StoryEngine,
    chapter: CompiledChapter,
    told: Told,
    index: int,
    externals: Mapping[str, External],
) -> Told:
    offered = [choice.text for choice in told.scene.choices]
    return engine.choose(chapter, told.saved, index, offered=offered, externals=externals)


def _nothing(*_arguments: object) -> int:
    return 0
