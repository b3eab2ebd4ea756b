"""The checked fallback: inkpython, pure Python, a tenth of the speed, the same saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from inkpython import Story

from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.ink_engine import (
    ExternalCall,
    InkEngine,
    InterpreterError,
)
from domains.narrative.engine.interface import TURN_BUDGET_SECONDS, Choice, Line


class InkPythonEngine(InkEngine):
    """For platforms without a wheel of bink, and to check bink against.

    Tells what bink tells, from the same saves; only its dice fall differently for a seed.
    """

    def __init__(self, *, budget_seconds: float = TURN_BUDGET_SECONDS) -> None:
        super().__init__(_InkPythonInterpreter, budget_seconds=budget_seconds)


@contextmanager
def _reported() -> Iterator[None]:
    # A pure-Python interpreter fed with a bad script or save may raise anything at all.
    try:
        yield
    except Exception as error:
        raise InterpreterError(f"{type(error).__name__}: {error}") from error


class _InkPythonInterpreter:
    def __init__(self, chapter: CompiledChapter, call: ExternalCall) -> None:
        with _reported():
            self._story: Any = Story(chapter.json)
            for name in chapter.externals:
                self._story.BindExternalFunction(name, _bound(call, name), lookahead_safe=True)

    def reset(self) -> None:
        with _reported():
            self._story.ResetState()

    def load(self, state: str) -> None:
        with _reported():
            self._story.state.LoadJson(state)

    def save(self) -> str:
        with _reported():
            return str(self._story.state.ToJson())

    def can_continue(self) -> bool:
        with _reported():
            return bool(self._story.canContinue)

    def advance(self, milliseconds: int) -> bool:
        with _reported():
            self._story.ContinueAsync(milliseconds)
            return bool(self._story.asyncContinueComplete)

    def line(self) -> Line:
        with _reported():
            return Line(self._story.currentText, tuple(self._story.currentTags))

    def choices(self) -> tuple[Choice, ...]:
        with _reported():
            return tuple(
                Choice(choice.text, tuple(choice.tags or ()))
                for choice in self._story.currentChoices
            )

    def offers(self) -> tuple[str, ...]:
        with _reported():
            return tuple(choice.text for choice in self._story.currentChoices)

    def choose(self, index: int) -> None:
        with _reported():
            self._story.ChooseChoiceIndex(index)


def _bound(call: ExternalCall, name: str) -> Callable[..., object]:
    return lambda *arguments: call(name, arguments)
