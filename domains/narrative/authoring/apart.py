"""Playing a story in a process of its own: what makes an interpreter crash takes only that one.

The process has a time limit and a memory limit, and writes down the way that it is about to
take before each step, so that even after a crash there is a list of choices that repeats it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from domains.narrative.authoring.findings import Finding, Params
from domains.narrative.authoring.play import RUNS, Memory, Walk, explore
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.library import StoryVersion

RUNS_OF_A_TRANSLATION = 100
"""Fewer: only its words are new."""
TIMEOUT_SECONDS = 120
MEMORY_BYTES = 2 * 2**30
PROGRAM = "domains.narrative.authoring.apart"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What random readers saw of a chapter: knots, and decisions (knot, id, knot after, count)."""

    chapter_id: str
    reached: tuple[str, ...] = ()
    steps: tuple[tuple[str, str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Exploration:
    """`findings` by the chapter and language in which they turned up, and what was covered."""

    findings: tuple[tuple[str, str, Finding], ...] = ()
    coverage: tuple[Coverage, ...] = field(default=())


def explore_apart(folder: Path, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Exploration:
    """Play every chapter of a built story in every language. Takes seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        trace = Path(scratch) / "way.json"
        try:
            process = subprocess.run(  # noqa: S603  # ourselves
                [sys.executable, "-m", PROGRAM, str(folder), str(trace)],
                capture_output=True,
                text=True,
                timeout=timeout_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _lost(folder, trace, "crash_slow", {"seconds": round(timeout_seconds)})
        if process.returncode != 0:
            reason = process.stderr.strip().splitlines()[-1:]
            words = reason[0] if reason else f"exit code {process.returncode}"
            return _lost(folder, trace, "crash", {"reason": words})
    return _exploration(json.loads(process.stdout))


def _lost(folder: Path, trace: Path, detail: str, params: Params) -> Exploration:
    try:
        chapter_id, language, numbers = json.loads(trace.read_text("utf-8"))
    except (OSError, ValueError):
        chapter_id, language, numbers = "", "", []
    way = tuple(str(number) for number in numbers)
    finding = Finding("crash", chapter_id or folder.name, detail, params, way, tuple(numbers))
    return Exploration(((chapter_id, language, finding),))


def _exploration(document: dict[str, Any]) -> Exploration:
    findings = tuple(
        (chapter_id, language, Finding.read(raw))
        for chapter_id, language, raw in document["findings"]
    )
    coverage = tuple(
        Coverage(
            raw["chapter_id"],
            tuple(raw["reached"]),
            tuple((step[0], step[1], step[2], step[3]) for step in raw["steps"]),
        )
        for raw in document["coverage"]
    )
    return Exploration(findings, coverage)


def _play_all(story: StoryVersion, trace: Path) -> dict[str, Any]:
    engine = BinkEngine()
    findings: list[tuple[str, str, dict[str, Any]]] = []
    coverage: list[dict[str, Any]] = []
    for language in story.manifest.languages:
        is_source = language == story.manifest.source_language
        memories: dict[str, list[Memory]] = {}
        for about in story.manifest.chapters:
            walk = explore(
                engine,
                story.chapter(about.id, language),
                runs=RUNS if is_source else RUNS_OF_A_TRANSLATION,
                memories=memories.get(about.id, []),
                tell=_written_to(trace, about.id, language),
            )
            for following, ends in walk.memories.items():
                memories.setdefault(following, []).extend(ends)
            findings += [(about.id, language, asdict(one)) for one in walk.findings.values()]
            if is_source:
                coverage.append(_covered(walk))
    return {"findings": findings, "coverage": coverage}


def _covered(walk: Walk) -> dict[str, Any]:
    steps = [(*step, count) for step, count in sorted(walk.steps.items())]
    return {"chapter_id": walk.chapter.id, "reached": sorted(walk.reached), "steps": steps}


def _written_to(trace: Path, chapter_id: str, language: str) -> Callable[[Sequence[int]], None]:
    file = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def tell(numbers: Sequence[int]) -> None:
        text = json.dumps([chapter_id, language, list(numbers)]).encode()
        os.pwrite(file, text, 0)
        os.truncate(file, len(text))

    return tell


def _main(folder: Path, trace: Path) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.write(json.dumps(_play_all(StoryVersion.load(folder), trace)))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))
