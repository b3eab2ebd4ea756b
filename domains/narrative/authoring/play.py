"""Random play of a whole story: does every run end, is every knot reached?

Run as a program, it plays in its own process: a story that makes the interpreter crash takes
only that process with it.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from domains.narrative.authoring.findings import Finding
from domains.narrative.engine import save
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.interface import External, Scene, StoryEngine, Told
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.view import effects
from domains.narrative.errors import StoryBrokenError

MAX_TURNS = 200
MAX_TURN_LENGTH = 3_500
"""Characters; Telegram takes 4096, and headings come on top."""
MAX_CHOICES = 6
MAX_SAVE_BYTES = 32_768
RUNS = 500
ENOUGH_RUNS = 150
"""More are played only while some knot has not been reached."""
RUNS_OF_A_TRANSLATION = 100
"""Fewer: only its words are new."""
TIMEOUT_SECONDS = 120
PROGRAM = "domains.narrative.authoring.play"


@dataclass(slots=True)
class _Walk:
    chapter: CompiledChapter
    findings: dict[tuple[str, str], Finding]
    reached: set[str]

    def note(self, code: str, where: str, message: str) -> None:
        self.findings.setdefault((code, where), Finding(code, where, message))


def explore(
    engine: StoryEngine, chapter: CompiledChapter, *, runs: int = RUNS, seed: int = 0
) -> list[Finding]:
    """Play `chapter` at random, and say what is wrong with it."""
    walk = _Walk(chapter, {}, set())
    dice = random.Random(seed)
    for run in range(runs):
        if run >= ENOUGH_RUNS and chapter.knots <= walk.reached:
            break
        _play_once(engine, walk, dice, run)
    for knot in sorted(chapter.knots - walk.reached):
        walk.note("unreached", f"{chapter.id}.{knot}", f"never reached in {runs} runs")
    return list(walk.findings.values())


def _play_once(engine: StoryEngine, walk: _Walk, dice: random.Random, seed: int) -> None:
    chapter = walk.chapter
    path: list[str] = []
    try:
        told = engine.start(chapter, seed=seed, externals=_any_answer(chapter, dice))
        while not told.scene.ended and len(path) < MAX_TURNS:
            _check_turn(walk, told, path)
            index = dice.randrange(len(told.scene.choices))
            path.append(told.scene.choices[index].text)
            told = engine.choose(
                chapter,
                told.saved,
                index,
                offered=[choice.text for choice in told.scene.choices],
                externals=_any_answer(chapter, dice),
            )
    except StoryBrokenError as error:
        walk.note("broken", str(error.params.get("reason")), f"after: {' / '.join(path)}")
        return
    _check_turn(walk, told, path)
    walk.reached |= {path.partition(".")[0] for path in save.visits(told.saved.json)}
    outcome = effects(told.scene)
    if not told.scene.ended:
        walk.note("endless", chapter.id, f"no end within {MAX_TURNS} turns")
    elif outcome.ending is None and outcome.next is None:
        walk.note("dead_end", _first_words(told.scene), f"after: {' / '.join(path)}")


def _any_answer(chapter: CompiledChapter, dice: random.Random) -> Mapping[str, External]:
    return {name: lambda *_: dice.randrange(2) for name in chapter.externals}


def _check_turn(walk: _Walk, told: Told, path: list[str]) -> None:
    scene = told.scene
    where = _first_words(scene)
    length = sum(len(line.text) + 2 for line in scene.lines)
    texts = [choice.text for choice in scene.choices]
    if length > MAX_TURN_LENGTH:
        walk.note("turn_length", where, f"{length} characters, {MAX_TURN_LENGTH} at most")
    if not scene.lines:
        walk.note("empty_turn", " / ".join(path), "nothing is told before the choices")
    if len(texts) > MAX_CHOICES:
        walk.note("many_choices", where, f"{len(texts)} choices, {MAX_CHOICES} at most")
    if len(set(texts)) != len(texts):
        walk.note("equal_choices", where, "two choices read the same")
    if (size := len(told.saved.json.encode())) > MAX_SAVE_BYTES:
        walk.note("save_size", where, f"the save has {size} bytes")


def _first_words(scene: Scene) -> str:
    return scene.lines[0].text[:60] if scene.lines else "(empty turn)"


def explore_apart(folder: Path) -> list[Finding]:
    """`explore` every chapter and language of a story in a process of its own."""
    process = subprocess.run(  # noqa: S603  # ourselves
        [sys.executable, "-m", PROGRAM, str(folder)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if process.returncode != 0:
        reason = process.stderr.strip().splitlines()[-1:] or [f"exit code {process.returncode}"]
        return [Finding("crash", folder.name, reason[0])]
    return [Finding(**finding) for finding in json.loads(process.stdout)]


def _main(folder: Path) -> None:
    story = StoryVersion.load(folder)
    engine = BinkEngine()
    findings = [
        finding
        for about in story.manifest.chapters
        for language in story.manifest.languages
        for finding in explore(
            engine,
            story.chapter(about.id, language),
            runs=RUNS if language == story.manifest.source_language else RUNS_OF_A_TRANSLATION,
        )
    ]
    sys.stdout.write(json.dumps([asdict(finding) for finding in findings]))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
