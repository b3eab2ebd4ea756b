"""A published version of a story, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Migrate(StrEnum):
    """What becomes of readers who are in a chapter that the new version tells otherwise.

    A chapter of the same shape, i.e. with other words only, is taken over in place by both.
    """

    FINISH = "finish"
    """They finish the chapter as they began it; the next one is of the newest version."""
    RESTART_CHAPTER = "restart_chapter"
    """They begin the chapter anew, as they entered it: for a chapter that is broken."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of a story. `number` counts a story's versions from 1.

    The one without `retired_at` is current: it is what chapters begin with.
    """

    story_id: str
    sha256: str
    number: int
    migrate: Migrate
    published_at: datetime
    retired_at: datetime | None

    @property
    def is_current(self) -> bool:
        return self.retired_at is None
