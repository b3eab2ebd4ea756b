"""The chapters of a story, as a reader may choose among them."""

from __future__ import annotations

from dataclasses import dataclass

from domains.narrative.model import Progress


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    """One line of the table of contents.

    `title` is empty for what nobody tells before it is reached. `is_open`: it can be read
    now. `is_begun`: it was before.
    """

    id: str
    title: str
    act: str
    progress: Progress
    is_vip: bool
    is_open: bool
    is_begun: bool
    is_completed: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """Where a reader is in the story, and where they may go.

    `run_id` and `turn` name the run that is left by going; None before the story has begun.
    """

    title: str
    run_id: int | None
    turn: int
    entries: tuple[ChapterEntry, ...]
    others: int = 0
    """How many other stories there are to read."""


@dataclass(frozen=True, slots=True)
class Book:
    """A story that may be read, and how far this reader is in it.

    `progress` is None before they began; `chapter` is the title of where they stand. `art`
    and `alt` are the cover: the first chapter's picture, and what is to be seen on it.
    """

    story_id: str
    title: str
    chapters: int
    progress: Progress | None
    chapter: str
    is_open: bool
    is_finished: bool
    endings: tuple[int, int]
    """Reached, and how many there are."""
    art: str | None = None
    alt: str | None = None
