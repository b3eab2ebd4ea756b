"""Random play of a chapter: does every run end, is every knot reached, is any turn too long?"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from domains.narrative.authoring.fairness import is_locked, unfair
from domains.narrative.authoring.findings import Finding
from domains.narrative.engine import save
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.interface import External, Scene, StoryEngine, Told
from domains.narrative.engine.tags import choice_tags, line_tags
from domains.narrative.engine.view import effects
from domains.narrative.errors import InvalidTagError, StoryBrokenError

MAX_TURNS = 200
MAX_TURN_LENGTH = 3_500
"""Characters; Telegram takes 4096, and headings come on top."""
MAX_CHOICES = 6
MAX_SAVE_BYTES = 32_768
RUNS = 500
ENOUGH_FAILURES = 10
"""Each may cost a turn's whole budget of time."""
ENOUGH_RUNS = 150
"""More are played only while some knot has not been reached."""
MANY_MEMORIES = 40
"""Ends of a chapter that are kept as beginnings of the next one."""
START, END = "START", "END"

Memory = Mapping[str, object]
Tell = Callable[[Sequence[int]], None]
"""Told the way taken so far before each step: after a crash it says what was being played."""


@dataclass(slots=True)
class Walk:
    """What playing a chapter at random found out.

    `steps` counts decisions as (knot, id of the choice, knot after it); `offers` are the ids that
    were offered together, with their knot, and `words` what these read like; `memories` are the
    variables of runs that ended, by the chapter that follows.
    """

    chapter: CompiledChapter
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)
    failures: int = 0
    steps: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    offers: dict[tuple[str, ...], str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    memories: dict[str, list[Memory]] = field(default_factory=dict)

    def note(
        self, code: str, where: str, way: _Way, detail: str = "", /, **params: str | int
    ) -> None:
        numbers = tuple(way.numbers)
        finding = Finding(code, where, detail or code, params, tuple(way.words), numbers)
        self.findings.setdefault((code, where), finding)


@dataclass(slots=True)
class _Way:
    words: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def explore(
    engine: StoryEngine,
    chapter: CompiledChapter,
    *,
    runs: int = RUNS,
    seed: int = 0,
    memories: Sequence[Memory] = (),
    tell: Tell = lambda _way: None,
) -> Walk:
    """Play `chapter` at random.

    Runs begin with one of `memories`, the ends of earlier chapters, when there are any.
    """
    walk = Walk(chapter)
    dice = random.Random(seed)
    for run in range(runs):
        if run >= ENOUGH_RUNS and chapter.knots <= walk.reached:
            break
        if walk.failures >= ENOUGH_FAILURES:
            return walk
        memory = dice.choice(memories) if memories else {}
        _play_once(engine, walk, dice, run, memory, tell)
    for knot in sorted(chapter.knots - walk.reached):
        walk.note("unreached", knot, _Way(), runs=runs)
    return walk


def _play_once(
    engine: StoryEngine, walk: Walk, dice: random.Random, seed: int, memory: Memory, tell: Tell
) -> None:
    chapter = walk.chapter
    way = _Way()
    try:
        tell(way.numbers)
        externals = _any_answer(chapter, dice)
        told = engine.start(chapter, seed=seed, variables=memory, externals=externals)
        while not told.scene.ended and len(way.numbers) < MAX_TURNS:
            _check_turn(walk, told, way)
            told = _step(engine, walk, dice, told, way, tell)
    except StoryBrokenError as error:
        walk.failures += 1
        walk.note("broken", chapter.id, way, reason=str(error.params.get("reason")))
        return
    _check_turn(walk, told, way)
    walk.reached |= {path.partition(".")[0] for path in save.visits(told.saved.json)} - {""}
    _check_end(engine, walk, told, way)


def _step(
    engine: StoryEngine, walk: Walk, dice: random.Random, told: Told, way: _Way, tell: Tell
) -> Told:
    offered = [choice.text for choice in told.scene.choices]
    open_ = [i for i, choice in enumerate(told.scene.choices) if not is_locked(choice)]
    index = dice.choice(open_ or range(len(offered)))
    here = knots(told.saved.json)
    way.words.append(offered[index])
    way.numbers.append(index + 1)
    tell(way.numbers)
    after = engine.choose(
        walk.chapter,
        told.saved,
        index,
        offered=offered,
        externals=_any_answer(walk.chapter, dice),
    )
    target = _entered(walk.chapter, told, after, here[index])
    ids = tuple(_choice_id(told.scene, number) for number in range(len(offered)))
    walk.steps[here[index], ids[index], target] += 1
    walk.offers.setdefault(ids, here[index])
    walk.words.update(zip(ids, offered, strict=True))
    return after


def _entered(chapter: CompiledChapter, before: Told, after: Told, here: str) -> str:
    """Where a decision led: the knot passed through, or the one where the next choices are."""
    there = knots(after.saved.json)
    target = there[0] if there else END
    had, has = save.visits(before.saved.json), save.visits(after.saved.json)
    entered = [
        knot for knot in chapter.knots - {here, target} if has.get(knot, 0) > had.get(knot, 0)
    ]
    return entered[0] if len(entered) == 1 else target


def knots(state: str) -> list[str]:
    """The knot in which each of the present choices stands; START before the first knot."""
    present = save.read(state)["flows"]["DEFAULT_FLOW"].get("currentChoices") or []
    names = [str(choice.get("targetPath", "")).partition(".")[0] for choice in present]
    return [START if name.isdigit() else name for name in names]


def _choice_id(scene: Scene, index: int) -> str:
    choice = scene.choices[index]
    try:
        return choice_tags(choice.tags).id or choice.text
    except InvalidTagError:
        return choice.text


def _check_end(engine: StoryEngine, walk: Walk, told: Told, way: _Way) -> None:
    if not told.scene.ended:
        walk.note("endless", walk.chapter.id, way, turns=MAX_TURNS)
        return
    try:
        outcome = effects(told.scene)
    except InvalidTagError:
        return
    if outcome.ending is None and outcome.next is None:
        walk.note("dead_end", _last_words(told.scene), way)
    elif outcome.next is not None:
        kept = walk.memories.setdefault(outcome.next, [])
        if len(kept) < MANY_MEMORIES:
            kept.append(dict(engine.carry_over(told.saved)))


def _any_answer(chapter: CompiledChapter, dice: random.Random) -> Mapping[str, External]:
    return {name: lambda *_: dice.randrange(2) for name in chapter.externals}


def _check_turn(walk: Walk, told: Told, way: _Way) -> None:
    scene = told.scene
    where = _first_words(scene)
    length = sum(len(line.text) + 2 for line in scene.lines)
    texts = [choice.text for choice in scene.choices]
    if length > MAX_TURN_LENGTH:
        walk.note("turn_length", where, way, size=length, most=MAX_TURN_LENGTH)
    if not scene.lines:
        walk.note("empty_turn", walk.chapter.id, way)
    if len(texts) > MAX_CHOICES:
        walk.note("many_choices", where, way, size=len(texts), most=MAX_CHOICES)
    if len(set(texts)) != len(texts):
        walk.note("equal_choices", where, way)
    if (size := len(told.saved.json.encode())) > MAX_SAVE_BYTES:
        walk.note("save_size", walk.chapter.id, way, size=size, most=MAX_SAVE_BYTES)
    _check_tags(walk, scene, way)


def _check_tags(walk: Walk, scene: Scene, way: _Way) -> None:
    # Tags may be put together from pieces: only playing sees those as a whole.
    where = ""
    try:
        for line in scene.lines:
            where = line.text[:60]
            tags = line_tags(line.tags)
            if tags.image and not tags.alt:
                walk.note("alt", where, way)
        for choice in scene.choices:
            where = choice.text
            choice_tags(choice.tags)
        where = _first_words(scene)
        for code in unfair(scene):
            walk.note(code, where, way)
    except InvalidTagError as error:
        walk.note("tag", where, way, f"tag_{error.detail}", **error.blanks)


def _first_words(scene: Scene) -> str:
    return scene.lines[0].text[:60] if scene.lines else ""


def _last_words(scene: Scene) -> str:
    return scene.lines[-1].text[:60] if scene.lines else ""
