"""A gift, and the calendar it stands in. Pure (A6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

ZONE_PAUSE = timedelta(hours=20)
"""After a change of zone the next gift comes so long after the last one."""


@dataclass(frozen=True, slots=True)
class Gift:
    """What was taken. `number` counts somebody's gifts from 1: a missed day misses none."""

    day: date
    number: int
    prize: str
    besitos: int
    item: str | None
    quantity: int
    seed: str
    timezone: str
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class GiftView:
    """The calendar: `today` is taken already, or None; `next_at` is when the next one is ready.

    `position` counts from 0 within `length`; `reason` says why there is none yet.
    """

    today: Gift | None
    position: int
    length: int
    pools: tuple[tuple[int, int], ...]
    """The least and the most besitos of each day."""
    next_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A gift in hand; `is_new` is False when it was taken before."""

    gift: Gift
    is_new: bool
    next_at: datetime
