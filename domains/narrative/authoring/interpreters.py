"""Which interpreter plays, and interpreters that keep every line as it was told."""

from __future__ import annotations

from enum import StrEnum

from domains.narrative.engine.bink_engine import BinkEngine, _BinkInterpreter
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.ink_engine import ExternalCall, InkEngine, Interpreter
from domains.narrative.engine.ink_python_engine import InkPythonEngine, _InkPythonInterpreter
from domains.narrative.engine.interface import Line, StoryEngine

BUDGET_SECONDS = 5.0
"""For a turn: what is played here may be slow, e.g. the first turn of a large old story."""


class Engine(StrEnum):
    """Which interpreter plays."""

    BINK = "bink"
    INKPYTHON = "inkpython"

    def open(self, budget_seconds: float = BUDGET_SECONDS) -> StoryEngine:
        """A new engine."""
        kind = BinkEngine if self is Engine.BINK else InkPythonEngine
        return kind(budget_seconds=budget_seconds)

    def listening(self, heard: list[Line]) -> InkEngine:
        """A new engine that adds every line to `heard` as it was told, blank ones too."""

        def opened(chapter: CompiledChapter, call: ExternalCall) -> Interpreter:
            kind = _BinkInterpreter if self is Engine.BINK else _InkPythonInterpreter
            return _Listening(kind(chapter, call), heard)

        return InkEngine(opened, budget_seconds=BUDGET_SECONDS)


class _Listening:
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
