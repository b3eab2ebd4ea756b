"""What the story service may ask of an interpreter, and what it gets back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self

from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.values import Value
from domains.narrative.errors import SaveRejectedError

TURN_BUDGET_SECONDS = 0.2
"""How long the script of one turn may keep its processor. Ordinary turns take a fifth of a
millisecond. What other programs do meanwhile is not counted: a busy machine breaks no turn."""

External = Callable[..., Value]
"""A pure read that a script may call, e.g. `is_vip()`. It may be called more than once."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: Telegram HTML, and its tags as written."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: plain text for a button, and its tags as written."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One turn as the script told it. `ended` means that nothing can be chosen any more."""

    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    variables: Mapping[str, Value]

    @property
    def ended(self) -> bool:
        return not self.choices


@dataclass(frozen=True, slots=True)
class SavedState:
    """Where a player stands, in Ink's own save format, readable by every interpreter."""

    json: str = field(repr=False)
    checksum: str

    @classmethod
    def of(cls, json: str) -> Self:
        return cls(json, hashlib.sha256(json.encode()).hexdigest())

    def verify(self) -> None:
        """Raises SaveRejectedError when the text is not what was saved."""
        if hashlib.sha256(self.json.encode()).hexdigest() != self.checksum:
            raise SaveRejectedError(reason="checksum")


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome of a turn: what to show, what to keep, and the variables it began with."""

    scene: Scene
    saved: SavedState
    before: Mapping[str, Value]


class StoryEngine(Protocol):
    """Plays compiled chapters. Holds no player's state between calls.

    Calls are synchronous and short; all of them belong on the event loop's thread.
    `externals` must name every external function that the chapter declares.
    """

    def start(
        self,
        chapter: CompiledChapter,
        *,
        seed: int,
        variables: Mapping[str, object] | None = None,
        player_text: Mapping[str, str] | None = None,
        externals: Mapping[str, External] | None = None,
    ) -> Told:
        """The first turn.

        `variables` are those of an earlier chapter, as `carry_over` gives them; what this
        chapter does not declare is dropped. `player_text` is HTML-escaped here.
        Raises StoryBrokenError, or InvalidVariableError for a value that does not fit.
        """
        ...

    def choose(
        self,
        chapter: CompiledChapter,
        saved: SavedState,
        index: int,
        *,
        offered: Sequence[str],
        externals: Mapping[str, External] | None = None,
    ) -> Told:
        """The turn after choice `index`. `offered` are the texts that the player was shown.

        Raises SaveRejectedError when the save is damaged or offers something else,
        ChoiceNotOpenError for an index that it does not offer, StoryBrokenError.
        """
        ...

    def restore(self, chapter: CompiledChapter, saved: SavedState) -> tuple[str, ...]:
        """The texts of the choices that a save offers. Raises SaveRejectedError."""
        ...

    def carry_over(self, saved: SavedState) -> Mapping[str, object]:
        """The variables to begin another chapter with. Raises SaveRejectedError."""
        ...
