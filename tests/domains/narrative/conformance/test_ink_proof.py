"""The public conformance cases of Ink, through our engine, plain and reloaded at every choice."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domains.narrative.authoring.transcript import Engine, play
from domains.narrative.engine.compiled import CompiledChapter

FOLDER = Path(__file__).parent
FATAL = "I131"
"""A variable is handed to a parameter of its own name, by reference, for ever."""

MISSES = {
    (Engine.BINK, "I121"): "the compiler writes the literal 2.0 as 2, so 5 / 2.0 is 2",
    (Engine.BINK, "I133"): "the compiler writes the literal 7.0 as 7, so 7.0 / 3 is 2",
    (Engine.INKPYTHON, "I121"): "as above",
    (Engine.INKPYTHON, "I133"): "as above",
    (Engine.INKPYTHON, "I026"): "prints 0.6666666666666666, the reference 0.6666667",
}
"""What does not pass, and why. The first two are caught by the check of sources (`float`)."""


@cache
def cases() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((FOLDER / "cases.json").read_text("utf-8"))
    return found


def told(name: str, engine: Engine, *, reload: bool) -> str:
    case = cases()[name]
    chapter = CompiledChapter.parse(name, "en", json.dumps(case["story"]))
    written: list[str] = []
    play(chapter, case["input"].splitlines(), written.append, engine=engine, reload=reload)
    return "".join(written)


@pytest.mark.parametrize("reload", [False, True], ids=["plain", "reloaded"])
@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("name", [name for name in cases() if name != FATAL])
def test_a_case_reads_as_the_reference_does(name: str, engine: Engine, reload: bool) -> None:
    is_right = (
        told(name, engine, reload=reload).splitlines() == cases()[name]["transcript"].splitlines()
    )
    assert is_right != ((engine, name) in MISSES), MISSES.get((engine, name), "")


def test_all_the_public_cases_are_here() -> None:
    assert len([name for name in cases() if name.startswith("I")]) == 130
    assert len([name for name in cases() if name.startswith("B")]) == 6


@pytest.mark.parametrize("engine", Engine)
def test_the_fatal_case_takes_only_its_own_process(engine: Engine, tmp_path: Path) -> None:
    story = tmp_path / "fatal.json"
    story.write_text(json.dumps(cases()[FATAL]["story"]), "utf-8")
    command = [sys.executable, "-m", "bot", "story", "play", str(story), "--engine", engine]
    process = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    assert process.returncode != 0
