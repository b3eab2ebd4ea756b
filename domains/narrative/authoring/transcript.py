"""Plays a compiled chapter as Ink's reference player does: the contract of ink-proof's drivers.

Choice numbers, from 1, come in a line each; text, choices and tags go out. Everything runs
through our own engine, with its rules: a turn is loaded, played and saved each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from domains.narrative.engine.bink_engine import BinkEngine, _BinkInterpreter
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.ink_engine import ExternalCall, InkEngine, Interpreter
from domains.narrative.engine.ink_python_engine import InkPythonEngine, _InkPythonInterpreter
from domains.narrative.engine.interface import Line, StoryEngine, Told
from domains.narrative.errors import StoryBrokenError

BUDGET_SECONDS = 5.0
"""For a turn: what is played here may be slow, e.g. the first turn of a large old story."""
SEED = 1

Write = Callable[[str], object]


class Engine(StrEnum):
    """Which interpreter plays."""

    BINK = "bink"
    INKPYTHON = "inkpython"

    def open(self, budget_seconds: float = BUDGET_SECONDS) -> StoryEngine:
        """A new engine."""
        kind = BinkEngine if self is Engine.BINK else InkPythonEngine
        return kind(budget_seconds=budget_seconds)


class _Listening:
    """An interpreter that keeps every line as it was told, blank ones too."""

    def __init__(self, inner: Interpreter, heard: list[Line]) -> None:
        self._inner = inner
        self._heard = heard
        self.reset = inner.reset
        self.load = inner.load
        self.save = inner.save
        self.can_continue = inner.can_continue
        self.advance = inner.advance
        self.choices = inner.choices
        self.offers = inner.offers
        self.choose = inner.choose

    def line(self) -> Line:
        line = self._inner.line()
        self._heard.append(line)
        return line


def play(
    chapter: CompiledChapter,
    numbers: Iterable[str],
    write: Write,
    *,
    engine: Engine = Engine.BINK,
    reload: bool = False,
) -> bool:
    """Play until the story ends or the numbers do; False when the script failed.

    With `reload` every choice is taken by a new engine, from the save alone.
    """
    heard: list[Line] = []
    # Functions of the program are not there: the script's own fallbacks answer.
    alone = replace(chapter, externals=MappingProxyType({}))
    teller = _listening(engine, heard)
    choices = _read(numbers)
    try:
        told = teller.start(alone, seed=SEED)
        _write_lines(heard, write)
        while not told.scene.ended:
            _write_choices(told, write)
            number = next(choices, None)
            if number is None or not 0 < number <= len(told.scene.choices):
                return True
            if reload:
                teller = _listening(engine, heard)
            offered = [choice.text for choice in told.scene.choices]
            told = teller.choose(alone, told.saved, number - 1, offered=offered)
            _write_lines(heard, write)
    except StoryBrokenError as error:
        _write_lines(heard, write)
        write(f"RUNTIME ERROR: {error.params.get('reason')}\n")
        return False
    return True


def _listening(engine: Engine, heard: list[Line]) -> InkEngine:
    def opened(chapter: CompiledChapter, call: ExternalCall) -> Interpreter:
        kind = _BinkInterpreter if engine is Engine.BINK else _InkPythonInterpreter
        return _Listening(kind(chapter, call), heard)

    return InkEngine(opened, budget_seconds=BUDGET_SECONDS)


def _read(numbers: Iterable[str]) -> Iterator[int]:
    for text in numbers:
        for word in text.split():
            yield int(word) if word.lstrip("-").isdigit() else 0


def _write_lines(heard: list[Line], write: Write) -> None:
    for line in heard:
        write(line.text)
        if line.tags:
            write(f"# tags: {', '.join(line.tags)}\n")
    heard.clear()


def _write_choices(told: Told, write: Write) -> None:
    write("\n")
    for number, choice in enumerate(told.scene.choices, 1):
        write(f"{number}: {choice.text}\n")
    write("?> ")
