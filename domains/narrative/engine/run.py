"""A player's place in the story, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from domains.narrative.engine.interface import SavedState
from domains.narrative.engine.view import Page, ViewChoice, ViewLine
from domains.narrative.model import Changes


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of one chapter, as it stands. `turn` counts its decisions."""

    run_id: int
    user_id: int
    story_id: str
    chapter_id: str
    shape: str
    language: str
    seed: int
    turn: int
    saved: SavedState
    previous_state: str | None = field(repr=False)
    page: Page
    last_choice: int | None
    last_text: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class NewPage:
    """What a run becomes: its state, and what is shown."""

    shape: str
    language: str
    saved: SavedState
    page: Page


@dataclass(frozen=True, slots=True)
class StoryView:
    """Where a player stands: everything that a screen needs.

    `next_chapter_exists`: opening the story once more leads on to the next chapter.
    """

    run_id: int
    story_id: str
    chapter_id: str
    chapter_title: str
    language: str
    turn: int
    lines: tuple[ViewLine, ...]
    choices: tuple[ViewChoice, ...]
    ending_id: str | None = None
    ending_name: str | None = None
    next_chapter_exists: bool = False

    @property
    def ended(self) -> bool:
        return not self.choices


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of a decision. `repeated`: it had been made before, nothing happened now.

    `reservation_id`: it is not taken, `view` is still the turn before. It costs besitos,
    and those are being asked for, or were refused.
    """

    view: StoryView
    chosen_text: str
    changes: Changes = field(default_factory=Changes)
    points: int = 0
    repeated: bool = False
    reservation_id: UUID | None = None
    is_refused: bool = False
