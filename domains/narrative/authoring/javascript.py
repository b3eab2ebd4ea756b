"""Runs the Ink compiler that lies beside us, inkjs, in a process of its own.

Either with Node or with V8 as a Python package (`pip install diana-bot[authoring]`): a machine
that only plays stories needs neither. The compiler is given texts and gives text back; it
reads no file, so a story that comes from outside cannot include one of ours.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from domains.core.errors import DomainError

INKJS = Path(__file__).parent / "inkjs"
TIMEOUT_SECONDS = 60
PROGRAM = "domains.narrative.authoring.javascript"


class CompilerMissingError(DomainError):
    """Nothing here can run JavaScript: install Node, or `pip install mini-racer`."""

    code: ClassVar[str] = "narrative.compiler_missing"


class CompilerFailedError(DomainError):
    """The compiler did not come to an end, or ended without an answer."""

    code: ClassVar[str] = "narrative.compiler_failed"


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came out: the JSON, if any, and what the compiler had to say, a message a line."""

    json: str | None
    messages: tuple[str, ...]


def command() -> list[str]:
    """The program that compiles. Raises CompilerMissingError."""
    if node := shutil.which("node"):
        return [node, str(INKJS / "node.js")]
    if importlib.util.find_spec("py_mini_racer") is not None:
        return [sys.executable, "-m", PROGRAM]
    raise CompilerMissingError(looked_for="node, mini-racer")


def run(files: Mapping[str, str], main: str) -> Compiled:
    """Compile `files[main]`, which may include the other files.

    Takes tenths of a second: call it off the event loop. Raises CompilerMissingError,
    CompilerFailedError.
    """
    try:
        process = subprocess.run(  # noqa: S603  # our own program; the story is its input
            command(),
            input=json.dumps({"files": dict(files), "main": main}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CompilerFailedError(source=main, reason="takes too long") from error
    if process.returncode != 0:
        reason = process.stderr.strip().splitlines()[-1:] or [f"exit code {process.returncode}"]
        raise CompilerFailedError(source=main, reason=reason[0])
    answer = json.loads(process.stdout)
    return Compiled(answer["json"], tuple(answer["messages"]))


def _main() -> None:
    racer = importlib.import_module("py_mini_racer").MiniRacer()
    for name in ("ink-full.js", "compile.js"):
        racer.eval((INKJS / name).read_text("utf-8") + ";0")
    sys.stdout.write(racer.call("compileInk", sys.stdin.read()))


if __name__ == "__main__":
    _main()
