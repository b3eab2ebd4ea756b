"""The story engine of choice: bink, a Rust interpreter behind ctypes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bink.story import Story

from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.ink_engine import (
    ExternalCall,
    InkEngine,
    InterpreterError,
)
from domains.narrative.engine.interface import TURN_BUDGET_SECONDS, Choice, Line


class BinkEngine(InkEngine):
    """About four thousand turns a second on one core; a story error never ends the process."""

    def __init__(self, *, budget_seconds: float = TURN_BUDGET_SECONDS) -> None:
        super().__init__(_BinkInterpreter, budget_seconds=budget_seconds)


class _Reporting:
    # bink raises RuntimeError for everything, panics of the library included. Not a generator:
    # a turn asks bink about thirty times, and that would cost a tenth of it.

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, RuntimeError):
            raise InterpreterError(str(error)) from error


_reported = _Reporting()


class _BinkInterpreter:
    def __init__(self, chapter: CompiledChapter, call: ExternalCall) -> None:
        with _reported:
            self._story: Any = Story(chapter.json)
            self._story.set_allow_external_function_fallbacks(True)
            for name in chapter.externals:
                self._story.bind_external_function(name, _bound(call), lookahead_safe=True)

    def reset(self) -> None:
        with _reported:
            self._story.reset_state()

    def load(self, state: str) -> None:
        with _reported:
            self._story.load_state(state)

    def save(self) -> str:
        with _reported:
            return str(self._story.save_state())

    def can_continue(self) -> bool:
        with _reported:
            return bool(self._story.can_continue())

    def advance(self, milliseconds: int) -> bool:
        with _reported:
            return bool(self._story.continue_async(milliseconds))

    def line(self) -> Line:
        with _reported:
            return Line(self._story.get_current_text(), tuple(self._story.get_current_tags()))

    def choices(self) -> tuple[Choice, ...]:
        with _reported:
            present = self._story.get_current_choices()
            return tuple(
                Choice(text, tuple(present.get_tags(index))) for index, text in enumerate(present)
            )

    def offers(self) -> tuple[str, ...]:
        with _reported:
            return tuple(self._story.get_current_choices())

    def choose(self, index: int) -> None:
        with _reported:
            self._story.choose_choice_index(index)


def _bound(call: ExternalCall) -> Callable[..., object]:
    # bink hands the function its own name first.
    return lambda name, *arguments: call(name, arguments)
