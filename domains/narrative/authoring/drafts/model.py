"""Drafts as values, and what the room asks of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domains.core.unit_of_work import Transaction
from domains.narrative.authoring.apart import Coverage
from domains.narrative.authoring.drafts.errors import NotAnAuthorError
from domains.narrative.authoring.findings import Finding
from domains.narrative.engine.values import Value
from domains.narrative.engine.view import Page
from domains.narrative.model import Words


@dataclass(frozen=True, slots=True)
class Author:
    """Who asks, with the role they had when their update arrived."""

    id: int
    role: str


class Action(StrEnum):
    """What the audit remembers of authors."""

    PUBLISH = "story.publish"
    SCHEDULE = "story.schedule"
    WITHDRAW = "story.withdraw"
    ROLL_BACK = "story.roll_back"


class Rights(Protocol):
    """May somebody write stories? Answered by whoever knows people and keeps the audit."""

    async def check(self, author: Author) -> None:
        """Raises a DomainError for whoever may not."""
        ...

    async def record(
        self, tx: Transaction, author: Author, action: Action, details: Mapping[str, str]
    ) -> None:
        """Write a line that commits with what was done."""
        ...


class NobodyWrites:
    """Where nobody answers for authors there are none."""

    async def check(self, author: Author) -> None:
        """Raises NotAnAuthorError."""
        raise NotAnAuthorError

    async def record(
        self, tx: Transaction, author: Author, action: Action, details: Mapping[str, str]
    ) -> None:
        """Never reached: nobody passes the check."""
        raise NotAnAuthorError


@dataclass(frozen=True, slots=True)
class Place:
    """Where an author stands in the draft. `choices` are those since the chapter's beginning."""

    chapter_id: str
    language: str
    knot: str = ""
    choices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An author's draft. `sha256` names what was checked; empty when it could not be built."""

    author_id: int
    story_id: str
    titles: Words
    sha256: str
    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    chapters: tuple[tuple[str, Words], ...]
    """Ids and titles."""
    languages: tuple[str, ...]
    updated_at: datetime

    def spoken(self, words: Words, language: str) -> str:
        """Words of the draft in a language, or in its first one; its id where it has none."""
        return words.get(language) or next(iter(words.values()), self.story_id)

    @property
    def is_readable(self) -> bool:
        return bool(self.sha256)

    @property
    def is_publishable(self) -> bool:
        return self.is_readable and not self.findings


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A page of the draft with all that an author wants to see."""

    place: Place
    sha256: str
    page: Page
    tags: tuple[tuple[str, ...], ...]
    """Of each line, as written."""
    changed: Mapping[str, Value] = field(default_factory=dict)
    replayed: bool = True
    """False: a change of the draft took the way here; the page is the last one that still is."""

    @property
    def turn(self) -> int:
        return len(self.place.choices)


@dataclass(frozen=True, slots=True)
class Release:
    """A version that waits for its time."""

    release_id: UUID
    story_id: str
    titles: Words
    sha256: str
    due_at: datetime
