"""The public conformance cases of Ink, through our engine, plain and reloaded at every choice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domains.narrative.authoring.interpreters import Engine
from domains.narrative.authoring.relay import Relay
from domains.narrative.authoring.transcript import play
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


def check(name: str, engine: Engine, *, reload: bool, relay: Relay | None = None) -> None:
    case = cases()[name]
    chapter = CompiledChapter.parse(name, "en", json.dumps(case["story"]))
    written: list[str] = []
    numbers = case["input"].splitlines()
    play(chapter, numbers, written.append, engine=engine, reload=reload, relay=relay)
    is_right = "".join(written).splitlines() == case["transcript"].splitlines()
    assert is_right != ((engine, name) in MISSES), MISSES.get((engine, name), "")


@pytest.mark.parametrize("reload", [False, True], ids=["plain", "reloaded"])
@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("name", [name for name in cases() if name != FATAL])
def test_a_case_reads_as_the_reference_does(name: str, engine: Engine, reload: bool) -> None:
    check(name, engine, reload=reload)


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    with Relay() as opened:
        yield opened


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("name", [name for name in cases() if name != FATAL])
def test_a_new_process_at_every_choice_tells_the_same(
    name: str, engine: Engine, relay: Relay
) -> None:
    check(name, engine, reload=True, relay=relay)


@pytest.mark.parametrize("engine", Engine)
def test_a_story_that_ends_its_process_is_told_of_and_harms_no_other(engine: Engine) -> None:
    fatal = CompiledChapter.parse(FATAL, "en", json.dumps(cases()[FATAL]["story"]))
    written: list[str] = []
    with Relay() as relay:
        assert not play(fatal, [], written.append, engine=engine, reload=True, relay=relay)
        assert "RUNTIME ERROR" in "".join(written)
        check("I084", engine, reload=True, relay=relay)


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
