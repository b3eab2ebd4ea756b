"""Every turn in a process of its own, which knows the compiled chapter and the save, no more.

What a save forgets shows here: no interpreter lives longer than one turn, and the save travels
as bytes, as does everything else that goes in or comes back. A process begins as a fork of one
that has loaded the program and never opened a story; where there is no fork, as a new program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Self

from domains.narrative.authoring.interpreters import Engine
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.interface import Choice, Line, SavedState, Scene, Told
from domains.narrative.errors import StoryBrokenError

PROGRAM = "domains.narrative.authoring.relay"
FORKS = hasattr(os, "fork")
ENDED = "its process ended"


class Relay:
    """Opens processes that take one turn each. A context manager; it serves one caller."""

    def __init__(self) -> None:
        self._program: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._program is not None:
            self._program.communicate()
            self._program = None

    def teller(self, engine: Engine, heard: list[Line]) -> RemoteTeller:
        """Plays with an interpreter; `heard` gets every line that was told."""
        return RemoteTeller(self, engine, heard)

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer of a new process. Raises StoryBrokenError when it ends without one."""
        if self._program is None:
            self._program = subprocess.Popen(  # noqa: S603  # ourselves
                [sys.executable, "-m", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        into, out = self._program.stdin, self._program.stdout
        if into is None or out is None:  # both were asked for
            raise StoryBrokenError(reason=ENDED)
        into.write(json.dumps(request).encode() + b"\n")
        into.flush()
        line = out.readline()
        if not FORKS:
            self.__exit__()
        if not line:
            raise StoryBrokenError(reason=ENDED)
        answer: dict[str, Any] = json.loads(line)
        return answer


class RemoteTeller:
    """Starts a chapter and takes its choices, each in a new process.

    The scenes have choices, but neither lines nor variables. Raises StoryBrokenError when the
    script fails or ends its process.
    """

    def __init__(self, relay: Relay, engine: Engine, heard: list[Line]) -> None:
        self._relay = relay
        self._engine = engine
        self._heard = heard

    def start(self, chapter: CompiledChapter, *, seed: int) -> Told:
        """The first turn."""
        return self._turn(chapter, {"seed": seed})

    def choose(
        self, chapter: CompiledChapter, saved: SavedState, index: int, *, offered: Sequence[str]
    ) -> Told:
        """The turn after choice `index`."""
        place = {"state": saved.json, "checksum": saved.checksum}
        return self._turn(chapter, {**place, "index": index, "offered": list(offered)})

    def _turn(self, chapter: CompiledChapter, request: dict[str, Any]) -> Told:
        about = {"id": chapter.id, "language": chapter.language, "story": chapter.json}
        answer = self._relay.ask({"engine": self._engine.value, "chapter": about, **request})
        self._heard.extend(Line(text, tuple(tags)) for text, tags in answer["lines"])
        if answer["error"] is not None:
            raise StoryBrokenError(chapter=chapter.id, reason=answer["error"])
        choices = tuple(Choice(text, tuple(tags)) for text, tags in answer["choices"])
        return Told(Scene((), choices, {}), SavedState(answer["state"], answer["checksum"]), {})


def alone(chapter: CompiledChapter) -> CompiledChapter:
    """The chapter without functions of the program: the script's own fallbacks answer."""
    return replace(chapter, externals=MappingProxyType({}))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    about, heard = request["chapter"], list[Line]()
    chapter = alone(CompiledChapter.parse(about["id"], about["language"], about["story"]))
    engine = Engine(request["engine"]).listening(heard)
    answer: dict[str, Any] = {"error": None}
    try:
        if "seed" in request:
            told = engine.start(chapter, seed=request["seed"])
        else:
            saved = SavedState(request["state"], request["checksum"])
            offered = tuple(request["offered"])
            told = engine.choose(chapter, saved, request["index"], offered=offered)
        answer["choices"] = [(choice.text, choice.tags) for choice in told.scene.choices]
        answer["state"], answer["checksum"] = told.saved.json, told.saved.checksum
    except StoryBrokenError as error:
        answer["error"] = str(error.params.get("reason"))
    answer["lines"] = [(line.text, line.tags) for line in heard]
    return answer


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _serve() -> None:
    for line in sys.stdin:
        if not FORKS:
            _write(_answer(json.loads(line)))
            continue
        child = os.fork()
        if child == 0:
            _write(_answer(json.loads(line)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status != 0:
            _write({"error": ENDED, "lines": []})


if __name__ == "__main__":
    _serve()
