"""The rules of playing a turn safely, the same for every interpreter.

What each rule answers to was measured (docs/decisions/0007): interpreters crash when two threads
share a story, loop for ever in a bad script, take damaged saves without a word, swallow
exceptions of external functions and bring invisible choices back after a load.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from domains.narrative.engine import save
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.interface import (
    TURN_BUDGET_SECONDS,
    Choice,
    External,
    Line,
    SavedState,
    Scene,
    Told,
)
from domains.narrative.engine.values import Value
from domains.narrative.errors import (
    ChoiceNotOpenError,
    SaveRejectedError,
    StoryBrokenError,
    StoryTooSlowError,
)

SLICE_MILLISECONDS = 50
"""An interpreter is asked to come back this often, so that an endless script can be left."""

PARSED_CHAPTERS = 64
"""Parsed chapters kept in memory, about 2 MB each."""

READ_SAVES = 1_000
"""Saves of which the variables are kept in memory, about 4 KB each: whoever decides next finds
their own."""


class InterpreterError(Exception):
    """The interpreter reported an error of the script or of the save."""


class Interpreter(Protocol):
    """One parsed chapter with one current state. Every method may raise InterpreterError."""

    def reset(self) -> None: ...

    def load(self, state: str) -> None: ...

    def save(self) -> str: ...

    def can_continue(self) -> bool: ...

    def advance(self, milliseconds: int) -> bool:
        """Work on the next line; True when it is complete."""
        ...

    def line(self) -> Line: ...

    def choices(self) -> tuple[Choice, ...]: ...

    def offers(self) -> Sequence[str]:
        """The texts of the choices, without their tags."""
        ...

    def choose(self, index: int) -> None: ...


ExternalCall = Callable[[str, Sequence[object]], Value | None]
"""Called by the interpreter for every external function of the script."""

OpenInterpreter = Callable[[CompiledChapter, ExternalCall], Interpreter]
"""Parses a chapter and binds its external functions. Raises InterpreterError."""


class InkEngine:
    """A StoryEngine over any interpreter of compiled Ink.

    Parsed chapters are shared by all players: a call resets, loads, plays and saves in one
    synchronous block, so no state outlives it.
    """

    def __init__(
        self, open_interpreter: OpenInterpreter, *, budget_seconds: float = TURN_BUDGET_SECONDS
    ) -> None:
        """`budget_seconds` of processor time are what the script of one turn gets."""
        self._open_interpreter = open_interpreter
        self._budget = budget_seconds
        self._parsed: OrderedDict[str, Interpreter] = OrderedDict()
        self._read: OrderedDict[tuple[str, str], Mapping[str, Value]] = OrderedDict()
        self._thread: int | None = None
        self._externals: Mapping[str, External] = {}
        self._external_failure: BaseException | None = None

    def start(
        self,
        chapter: CompiledChapter,
        *,
        seed: int,
        variables: Mapping[str, object] | None = None,
        player_text: Mapping[str, str] | None = None,
        externals: Mapping[str, External] | None = None,
    ) -> Told:
        interpreter = self._interpreter(chapter)
        try:
            interpreter.reset()
            fresh = interpreter.save()
            interpreter.load(
                save.prepared(fresh, chapter, seed, variables or {}, player_text or {})
            )
        except InterpreterError as error:
            raise self._broken(chapter, str(error)) from error
        return self._play(chapter, interpreter, externals or {}, None, chapter.defaults)

    def choose(
        self,
        chapter: CompiledChapter,
        saved: SavedState,
        index: int,
        *,
        offered: Sequence[str],
        externals: Mapping[str, External] | None = None,
    ) -> Told:
        interpreter, before = self._loaded(chapter, saved)
        present = self._offers(chapter, interpreter)
        if present != tuple(offered):
            raise SaveRejectedError(chapter=chapter.id, reason="offers other choices")
        if not 0 <= index < len(present):
            raise ChoiceNotOpenError(choice=index)
        return self._play(chapter, interpreter, externals or {}, index, before)

    def restore(self, chapter: CompiledChapter, saved: SavedState) -> tuple[str, ...]:
        interpreter, _ = self._loaded(chapter, saved)
        return self._offers(chapter, interpreter)

    def carry_over(self, saved: SavedState) -> Mapping[str, object]:
        saved.verify()
        state: Mapping[str, object] = save.read(saved.json)["variablesState"]
        return state

    def _interpreter(self, chapter: CompiledChapter) -> Interpreter:
        # Two threads in one story end the process, not the thread: refuse before they meet.
        here = threading.get_ident()
        if self._thread is None:
            self._thread = here
        if self._thread != here:
            raise RuntimeError("a story engine belongs to the thread that used it first")
        interpreter = self._parsed.get(chapter.sha256)
        if interpreter is None:
            try:
                interpreter = self._open_interpreter(chapter, self._call_external)
            except InterpreterError as error:
                raise self._broken(chapter, str(error)) from error
            self._parsed[chapter.sha256] = interpreter
            if len(self._parsed) > PARSED_CHAPTERS:
                self._parsed.popitem(last=False)
        self._parsed.move_to_end(chapter.sha256)
        return interpreter

    def _loaded(
        self, chapter: CompiledChapter, saved: SavedState
    ) -> tuple[Interpreter, Mapping[str, Value]]:
        saved.verify()
        variables = self._variables_of(chapter, saved)
        interpreter = self._interpreter(chapter)
        try:
            # Loading merges into what is there: without the reset, things stay behind.
            interpreter.reset()
            interpreter.load(saved.json)
        except InterpreterError as error:
            raise SaveRejectedError(chapter=chapter.id, reason=str(error)) from error
        return interpreter, variables

    def _variables_of(self, chapter: CompiledChapter, saved: SavedState) -> Mapping[str, Value]:
        """Those of a verified save. Its digest names them: what is remembered cannot be stale."""
        known = self._read.get((chapter.sha256, saved.checksum))
        return known if known is not None else save.variables_of(saved.json, chapter)

    def _remember(
        self, chapter: CompiledChapter, saved: SavedState, variables: Mapping[str, Value]
    ) -> None:
        self._read[chapter.sha256, saved.checksum] = variables
        if len(self._read) > READ_SAVES:
            self._read.popitem(last=False)

    def _play(
        self,
        chapter: CompiledChapter,
        interpreter: Interpreter,
        externals: Mapping[str, External],
        index: int | None,
        before: Mapping[str, Value],
    ) -> Told:
        self._externals, self._external_failure = externals, None
        deadline = time.thread_time() + self._budget
        lines: list[Line] = []
        try:
            if index is not None:
                interpreter.choose(index)
            while interpreter.can_continue():
                while not interpreter.advance(SLICE_MILLISECONDS):
                    self._check_time(chapter, deadline)
                lines.append(interpreter.line())
                self._check_time(chapter, deadline)
            choices = self._choices(chapter, interpreter)
            state, document = save.mended(interpreter.save())
        except InterpreterError as error:
            raise self._broken(chapter, str(error)) from error
        finally:
            self._externals = {}
        if self._external_failure is not None:
            raise self._broken(chapter, "external function") from self._external_failure
        scene = Scene(_paragraphs(lines), choices, save.variables_in(document, chapter))
        saved = SavedState.of(state)
        self._remember(chapter, saved, scene.variables)
        return Told(scene, saved, before)

    def _check_time(self, chapter: CompiledChapter, deadline: float) -> None:
        if time.thread_time() > deadline:
            self._parsed.pop(chapter.sha256, None)
            raise StoryTooSlowError(
                chapter=chapter.id, language=chapter.language, reason="takes too long"
            )

    def _choices(self, chapter: CompiledChapter, interpreter: Interpreter) -> tuple[Choice, ...]:
        try:
            return tuple(choice for choice in interpreter.choices() if choice.text.strip())
        except InterpreterError as error:
            raise self._broken(chapter, str(error)) from error

    def _offers(self, chapter: CompiledChapter, interpreter: Interpreter) -> tuple[str, ...]:
        try:
            return tuple(text for text in interpreter.offers() if text.strip())
        except InterpreterError as error:
            raise self._broken(chapter, str(error)) from error

    def _broken(self, chapter: CompiledChapter, reason: str) -> StoryBrokenError:
        # An interpreter that failed half way is not trusted with the next player.
        self._parsed.pop(chapter.sha256, None)
        return StoryBrokenError(chapter=chapter.id, language=chapter.language, reason=reason)

    def _call_external(self, name: str, arguments: Sequence[object]) -> Value | None:
        try:
            return self._externals[name](*arguments)
        except Exception as error:  # noqa: BLE001  # kept, and raised when the turn is over
            self._external_failure = error
            return None


def _paragraphs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that say something. Tags of a blank line belong to the next one."""
    told: list[Line] = []
    waiting: tuple[str, ...] = ()
    for line in lines:
        text = line.text.strip()
        if text:
            told.append(Line(text, waiting + line.tags))
            waiting = ()
        else:
            waiting += line.tags
    if waiting and told:
        last = told.pop()
        told.append(Line(last.text, last.tags + waiting))
    return tuple(told)
