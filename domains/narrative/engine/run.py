"""A player's place in the story, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.narrative.engine.interface import SavedState
from domains.narrative.engine.view import Page, ViewChoice, ViewLine
from domains.narrative.model import Changes, Progress
from domains.narrative.readers.model import Reader


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something happens to the page at an instant: its choices open, or one takes itself."""

    at: datetime
    event_id: UUID
    """The event that was scheduled for it."""
    is_wait: bool
    """The choices are closed until then. Otherwise one of them takes itself."""


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of one chapter, as it stands, and who reads it.

    `turn` is its version: it grows with whatever moves it, back as well as on. `depth` is how
    many decisions lead from the chapter's start to the page. `version` is the story's version
    that tells it, `newest` the current one, None while nothing is published.
    """

    run_id: int
    user_id: int
    story_id: str
    chapter_id: str
    version: str
    shape: str
    language: str
    seed: int
    turn: int
    depth: int
    saved: SavedState
    page: Page
    last_choice: int | None
    last_text: str | None
    alarm: Alarm | None
    is_current: bool
    updated_at: datetime
    newest: str | None
    reader: Reader

    def is_waiting(self, now: datetime) -> bool:
        """Are the page's choices closed for a while?"""
        return self.alarm is not None and self.alarm.is_wait and now < self.alarm.at


@dataclass(frozen=True, slots=True)
class NewPage:
    """What a run becomes: its state, and what is shown."""

    version: str
    shape: str
    language: str
    saved: SavedState
    page: Page
    alarm: Alarm | None = None


@dataclass(frozen=True, slots=True)
class Save:
    """Where a run stood before one of its decisions, and which decision that was."""

    depth: int
    saved: SavedState
    page: Page
    language: str
    choice: int
    price: int
    """In besitos; a decision that was paid for stands."""


@dataclass(frozen=True, slots=True)
class NextChapter:
    """What comes after the end of a chapter.

    `closed_title` is the side chapter that the reader would be in with a paid plan.
    """

    id: str
    title: str
    closed_title: str | None = None


@dataclass(frozen=True, slots=True)
class Recap:
    """What had happened when the chapter began, and what the reader did last."""

    before: str | None
    last_decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """Where a player stands: everything that a screen needs.

    `wait_until`: the choices are closed until then. `timer_until`: then one takes itself.
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
    next_chapter: NextChapter | None = None
    depth: int = 0
    progress: Progress = field(default_factory=lambda: Progress(1, 1))
    speakers: tuple[tuple[str, str], ...] = ()
    """Names of the characters, by id."""
    art: str | None = None
    alt: str | None = None
    wait_until: datetime | None = None
    wait_text: str | None = None
    timer_until: datetime | None = None
    recap: Recap | None = None
    reader: Reader = field(default_factory=lambda: Reader(0))
    is_vip: bool = False

    @property
    def ended(self) -> bool:
        return not self.choices

    @property
    def next_chapter_exists(self) -> bool:
        """Opening the story once more leads on to the next chapter."""
        return self.next_chapter is not None

    def is_open(self, choice: ViewChoice) -> bool:
        """Can this reader take it now, besitos aside?"""
        return self.wait_until is None and choice.is_open(is_vip=self.is_vip)


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of a decision. `repeated`: it had been made before, nothing happened now.

    `reservation_id`: it is not taken, `view` is still the turn before. It costs besitos,
    and those are being asked for, or were refused. `share`: how many percent of the readers
    chose this, where enough have chosen.
    """

    view: StoryView
    chosen_text: str
    changes: Changes = field(default_factory=Changes)
    points: int = 0
    repeated: bool = False
    reservation_id: UUID | None = None
    is_refused: bool = False
    share: int | None = None
