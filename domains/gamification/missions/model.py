"""Missions as data, sets of them, and which of them somebody gets (A5). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field

from domains.core.days import local_day
from domains.gamification.criteria.model import Criterion
from domains.gamification.draws.model import ranked
from domains.gamification.filters.model import Data, State, steps
from domains.gamification.streaks.model import day_ends_at

ZONE_PAUSE = timedelta(hours=20)
"""After a change of zone the next daily set comes so long after the last one."""
ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)


class Cadence(StrEnum):
    """How often a mission comes. The days are the player's own, the weeks those of UTC."""

    DAILY = "daily"
    WEEKLY = "weekly"
    ONCE = "once"
    EVENT = "event"


SETS = (Cadence.DAILY, Cadence.WEEKLY)
"""Those that are given in sets."""


class Status(StrEnum):
    ACTIVE = "active"
    COMPLETED = "completed"
    CLAIMED = "claimed"
    EXPIRED = "expired"


class Needs(Data):
    """Who can do it: nobody is given what is impossible for them."""

    level: int = Field(default=1, ge=1)
    plans: tuple[str, ...] = ()
    unread_chapter: bool = False
    read_chapter: bool = False


class Template(Data):
    """A mission, as it is written down. `family`: at most one of them in a set."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")
    cadence: Cadence
    family: str = Field(min_length=1, max_length=32)
    criterion: Criterion
    goal: int = Field(ge=1, lt=2**31)
    reward: int = Field(ge=1, le=1_000_000)
    weight: int = Field(default=10, ge=1, le=1_000)
    needs: Needs = Needs()
    is_fallback: bool = False
    """Anybody can always do it: it fills a set that would stay short."""
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a player decides what they can do."""

    level: int
    plan: str
    has_unread: bool
    has_read: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A set of missions, given at `assigned_at` and over at `expires_at`."""

    cadence: str
    period: str
    timezone: str
    assigned_at: datetime
    expires_at: datetime
    rerolls: int
    bonus_at: datetime | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A mission somebody has, as it was when it was given: templates may change since.

    `version` grows when it is exchanged; buttons carry it.
    """

    id: int
    user_id: int
    cadence: str
    period: str
    slot: str
    code: str
    criterion: Any
    goal: int
    reward: int
    state: State
    status: str
    version: int
    assigned_at: datetime
    expires_at: datetime
    claimable_until: datetime

    @property
    def steps(self) -> int:
        """How far it is."""
        return min(self.goal, steps(self.state))


@dataclass(frozen=True, slots=True)
class Board:
    """Everything there is to do. Bonuses are for claiming a whole set, 0 where there is none."""

    missions: tuple[Assignment, ...]
    ends_at: dict[str, datetime]
    bonuses: dict[str, int]
    free_rerolls: int
    reroll_price: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What a claim paid; `is_new` is False when it had been paid before."""

    code: str
    reward: int
    bonus: int
    is_new: bool


def period_key(cadence: Cadence, at: datetime, timezone: str) -> str:
    """The key of the set that holds at an instant. Keys of a cadence ascend with time."""
    if cadence is Cadence.DAILY:
        return local_day(at, timezone).isoformat()
    year, week, _ = at.astimezone(UTC).isocalendar()
    return f"{year:04d}-W{week:02d}"


def period_ends_at(cadence: Cadence, at: datetime, timezone: str) -> datetime:
    """When that set ends."""
    if cadence is Cadence.DAILY:
        return day_ends_at(local_day(at, timezone), timezone)
    day = at.astimezone(UTC).date()
    monday: date = day + timedelta(days=7 - day.weekday())
    return datetime.combine(monday, time(), UTC)


def is_due(last: Period | None, cadence: Cadence, at: datetime, timezone: str) -> bool:
    """Does somebody get a new set? A journey on paper gives none."""
    if last is None:
        return True
    if period_key(cadence, at, timezone) <= last.period:
        return False
    moved = cadence is Cadence.DAILY and last.timezone != timezone
    return not moved or at >= last.assigned_at + ZONE_PAUSE


def can_do(template: Template, standing: Standing, at: datetime) -> bool:
    """Is it possible for them now?"""
    needs = template.needs
    return (
        standing.level >= needs.level
        and (not needs.plans or standing.plan in needs.plans)
        and (standing.has_unread or not needs.unread_chapter)
        and (standing.has_read or not needs.read_chapter)
        and (template.starts_at is None or template.starts_at <= at)
        and (template.ends_at is None or at < template.ends_at)
    )


def pick(
    salt: bytes,
    possible: Sequence[Template],
    count: int,
    last: Collection[str],
    *cause: object,
) -> list[Template]:
    """A set: by chance that follows from the cause, one of a family, not what was there last.

    Where that leaves too few, what was there last may come again, then what always can be done.
    """
    order = ranked(salt, ((t, t.code, t.weight) for t in possible), *cause)
    fresh = [t for t in order if t.code not in last and not t.is_fallback]
    again = [t for t in order if t.code in last and not t.is_fallback]
    spare = [t for t in order if t.is_fallback]
    return _one_of_a_family((*fresh, *again, *spare), count)


def _one_of_a_family(order: Iterable[Template], count: int) -> list[Template]:
    chosen: dict[str, Template] = {}
    for template in order:
        if len(chosen) < count:
            chosen.setdefault(template.family, template)
    return list(chosen.values())
