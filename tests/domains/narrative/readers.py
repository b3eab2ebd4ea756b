"""Readers of a whole story, from its first line to one of its ends, chapter after chapter."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from domains.narrative.authoring.fairness import is_locked
from domains.narrative.engine import save
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.compiled import NOT_KNOTS, CompiledChapter
from domains.narrative.engine.interface import Scene, Told
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.tags import choice_tags
from domains.narrative.engine.values import Value
from domains.narrative.engine.view import effects

Decide = Callable[[Scene], int]
Watch = Callable[[str, Told], None]

_WEAVE = re.compile(r"[cg]-\d+")
"""How the compiler names choices and gathers."""


@dataclass(slots=True)
class Reading:
    """What one reader saw."""

    chapters: list[str] = field(default_factory=list)
    endings: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    text: dict[str, str] = field(default_factory=dict)
    variables: dict[str, Value] = field(default_factory=dict)


def ids(scene: Scene) -> list[str]:
    """What the choices are called, whatever the language."""
    return [choice_tags(choice.tags).id or "" for choice in scene.choices]


def open_choices(scene: Scene) -> list[int]:
    """The choices that can be taken by somebody with a plan and besitos enough."""
    return [index for index, choice in enumerate(scene.choices) if not is_locked(choice)]


def at_random(seed: int) -> Decide:
    dice = random.Random(seed)
    return lambda scene: dice.choice(open_choices(scene))


def who_wants(*wanted: str) -> Decide:
    """Takes what is wanted as soon as it is offered, and otherwise the first choice."""

    def decide(scene: Scene) -> int:
        names = ids(scene)
        found = open_choices(scene)
        return next((index for index in found if names[index] in wanted), found[0])

    return decide


def read(
    story: StoryVersion,
    language: str,
    decide: Decide,
    *,
    engine: BinkEngine,
    watch: Watch = lambda _chapter, _told: None,
) -> Reading:
    """Read to the end. A chapter that leads nowhere, or to one already read, is an error."""
    reading = Reading()
    following: str | None = story.first_chapter
    variables: dict[str, object] = {}
    while following is not None:
        assert following not in reading.chapters, f"{following} twice"
        reading.chapters.append(following)
        chapter = story.chapter(following, language)
        told = engine.start(chapter, seed=1, variables=variables)
        lines = [line.text for line in told.scene.lines]
        watch(following, told)
        while not told.scene.ended:
            offered = [choice.text for choice in told.scene.choices]
            told = engine.choose(chapter, told.saved, decide(told.scene), offered=offered)
            lines += [line.text for line in told.scene.lines]
            watch(following, told)
        reading.text[following] = "\n".join(lines)
        reading.places |= visited(chapter, told)
        reading.variables = dict(told.scene.variables)
        outcome = effects(told.scene)
        reading.endings += [outcome.ending] if outcome.ending else []
        variables = dict(engine.carry_over(told.saved))
        following = outcome.next
    return reading


def places(chapter: CompiledChapter) -> set[str]:
    """Every knot and stitch of a chapter, as `ch5.the_half.both`."""
    named = json.loads(chapter.json)["root"][-1]
    found = set()
    for knot in set(named) - NOT_KNOTS:
        found.add(f"{chapter.id}.{knot}")
        inside = named[knot][-1]
        stitches = set(inside or ()) - NOT_KNOTS if isinstance(inside, dict) else set()
        found |= {
            f"{chapter.id}.{knot}.{stitch}" for stitch in stitches if not _WEAVE.fullmatch(stitch)
        }
    return found


def visited(chapter: CompiledChapter, told: Told) -> set[str]:
    """The places that a finished chapter went through."""
    found = set()
    for path in save.visits(told.saved.json):
        parts = path.split(".")
        for depth in (1, 2):
            found.add(".".join([chapter.id, *parts[:depth]]))
    return found & places(chapter)


def flags(reading: Reading, names: Collection[str]) -> dict[str, Value]:
    """Some of the variables at the end."""
    return {name: reading.variables[name] for name in names}
