"""A reader, as values: preferences, and what other modules have said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domains.core.days import local_time

FREE = "free"
"""The plan that opens no VIP door."""


class Speed(StrEnum):
    """How long the pauses are that the author wrote.

    Everybody begins without any: text that makes one wait is for those who like it.
    """

    NORMAL = "normal"
    FAST = "fast"
    INSTANT = "instant"


class Preference(StrEnum):
    """What a reader may turn on and off."""

    TIMERS = "timers"
    """Decisions that take themselves when time is up. Off is the calm mode."""
    WAITS = "waits"
    """Doors that open in an hour. Off: they are open at once."""
    NEWS = "news"
    """A word when such a door opens."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One player. Everything has a value before the first event about them arrives."""

    user_id: int
    plan: str = FREE
    plan_ends_at: datetime | None = None
    level: int = 1
    timezone: str = "UTC"
    speed: Speed = Speed.INSTANT
    timers: bool = False
    waits: bool = True
    news: bool = True
    book: str | None = None
    """The story that lies open; None is the house's own."""

    def is_vip(self, now: datetime) -> bool:
        """Is a paid plan running at this instant?"""
        if self.plan == FREE:
            return False
        return self.plan_ends_at is None or now < self.plan_ends_at


@dataclass(frozen=True, slots=True)
class Facts:
    """What a script may ask about its reader.

    `is_vip()`, `level()`, `hour()`, `has_item(id)`, `has_clue(id)`: fixed for a turn, so that
    asking twice gives one answer.
    """

    is_vip: bool = False
    level: int = 1
    hour: int = 0
    items: Mapping[str, int] = field(default_factory=dict)
    clues: frozenset[str] = frozenset()


def facts(reader: Reader, now: datetime, items: Mapping[str, int], clues: frozenset[str]) -> Facts:
    """The facts of this instant; the hour is that of the reader's wall clock."""
    hour = local_time(now, reader.timezone).hour
    return Facts(reader.is_vip(now), reader.level, hour, items, clues)
