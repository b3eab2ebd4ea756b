"""`python -m bot …` in processes that have imported the program before they begin.

Importing takes seconds of a processor, and the suite starts hundreds of processes. Each is a
real one with its own memory, descriptors and exit code, forked from a server that has done
nothing but import. The cold start is shown by tests/bot/test_startup.py.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import runpy
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).parents[2]
PRELOADED = ["bot.cli", "bot.runner", "bot.migrate", "bot.reference", "tests.support.schema"]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(PRELOADED)


@dataclass(frozen=True, slots=True)
class Streams:
    """Files for the standard streams; output is appended."""

    output: Path
    errors: Path
    input: Path = Path(os.devnull)


def start(
    words: Sequence[str], environment: Mapping[str, str], streams: Streams
) -> ForkServerProcess:
    """Start `python -m bot` with exactly this environment, in the project's root.

    Its lines may be 300 characters wide. Whoever is left over ends with the tests.
    """
    with mock.patch.dict(os.environ, COLUMNS="300"):  # a console looks when it is imported
        forkserver.ensure_running()
    process = _context.Process(
        target=_run, args=(list(words), dict(environment), streams), daemon=True
    )
    process.start()
    return process


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind."""

    code: int
    output: str
    errors: str

    @property
    def document(self) -> Any:
        """The one JSON document it printed."""
        assert self.code == 0, self.errors
        return json.loads(self.output)


def run(words: Sequence[str], environment: Mapping[str, str], seconds: float = 60) -> Outcome:
    """Start it and wait for its end."""
    with tempfile.TemporaryDirectory() as folder:
        streams = Streams(Path(folder) / "output", Path(folder) / "errors")
        process = start(words, environment, streams)
        process.join(seconds)
        code = process.exitcode
        process.kill()
        assert code is not None, f"no end within {seconds:g} s: {words}"
        return Outcome(code, streams.output.read_text("utf-8"), streams.errors.read_text("utf-8"))


def _run(words: list[str], environment: dict[str, str], streams: Streams) -> None:
    appending = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for path, flags, descriptor in (
        (streams.input, os.O_RDONLY, 0),
        (streams.output, appending, 1),
        (streams.errors, appending, 2),
    ):
        opened = os.open(path, flags)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # multiprocessing closed it
    sys.argv = ["bot", *words]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
