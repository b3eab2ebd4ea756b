"""Boards: periods of UTC, the order of places, and what a player sees of them (A8).

There is one order, everywhere: the higher score first, then whoever reached it first, then the
older account number. So no two players share a place, and the list, one's own place and the
prizes cannot disagree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_QUARTER = 3
PAGE = 1_024
"""Scores that the coarse tally counts together: at most so many rows of the fine one are read."""
HOUR = 3_600_000
"""Milliseconds that the tally of equal scores counts together."""
FALLBACK_NAME = re.compile(r"@\w*|#\d{4}")
"""What the house calls people without a visible name. No board may show it."""


class BoardKind(StrEnum):
    """The boards. All but the last add up experience."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"
    STREAK = "streak"


EXPERIENCE = (BoardKind.ALL, BoardKind.WEEK, BoardKind.MONTH, BoardKind.SEASON)


class LeaderboardRules(BaseModel):
    """The numbers of boards. A prize goes to every place up to the number before it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    grace_minutes: int = Field(default=10, ge=0, le=1_440)
    """How long after its end a period still takes what was earned in it."""
    prizes: dict[str, tuple[tuple[int, int], ...]] = {
        BoardKind.WEEK.value: ((1, 1_000), (3, 500), (10, 200), (50, 50)),
        BoardKind.MONTH.value: ((1, 2_000), (3, 1_000), (10, 400), (50, 100)),
        BoardKind.SEASON.value: ((1, 5_000), (3, 2_500), (10, 1_000), (50, 250)),
    }
    """Board → besitos by place, the best places first."""
    kept_places: int = Field(default=1_000, ge=50, le=10_000)
    """So many places of a closed period stay on record."""
    kept_days: int = Field(default=35, ge=8)
    """How long after its close the scores of a period are kept."""

    def prize(self, kind: str, rank: int) -> int:
        """Besitos for a place; 0 for most."""
        return next((paid for up_to, paid in self.prizes.get(kind, ()) if rank <= up_to), 0)


@dataclass(frozen=True, slots=True)
class Period:
    """One edition of a board. Instants are UTC; a board without an end never closes."""

    kind: BoardKind
    code: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def period_of(kind: BoardKind, at: datetime) -> Period:
    """The edition to which an instant belongs."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    match kind:
        case BoardKind.WEEK:
            start = day - timedelta(days=day.weekday())
            year, week, _ = day.isocalendar()
            return Period(kind, f"{year}-w{week:02d}", start, start + timedelta(weeks=1))
        case BoardKind.MONTH:
            start = day.replace(day=1)
            return Period(kind, f"{start:%Y-%m}", start, _months_after(start, 1))
        case BoardKind.SEASON:
            quarter = (day.month - 1) // _QUARTER
            start = day.replace(month=quarter * _QUARTER + 1, day=1)
            code = f"{start.year}-q{quarter + 1}"
            return Period(kind, code, start, _months_after(start, _QUARTER))
        case _:
            return Period(kind, "ever")


def period_before(kind: BoardKind, at: datetime) -> Period:
    """The edition before the one of an instant; the same one where there is only one."""
    present = period_of(kind, at)
    if present.starts_at is None:
        return present
    return period_of(kind, present.starts_at - _MILLISECOND)


def _months_after(start: datetime, months: int) -> datetime:
    total = start.year * 12 + start.month - 1 + months
    return start.replace(year=total // 12, month=total % 12 + 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A score with its tie keys, negated so that the whole of it sorts one way.

    `neg_reached` is minus the milliseconds since 1970 at which the score was reached.
    """

    score: int
    neg_reached: int
    neg_user: int

    @classmethod
    def of(cls, user_id: int, score: int, reached_at: datetime) -> Place:
        """The place of somebody who reached a score at an instant."""
        return cls(score, -((reached_at - _EPOCH) // _MILLISECOND), -user_id)

    @property
    def user_id(self) -> int:
        """Whose it is. Never shown to anybody."""
        return -self.neg_user

    @property
    def slot(self) -> int:
        """The hour in which the score was reached."""
        return -self.neg_reached // HOUR


Tally = tuple[int, int, int, int]
"""Board, level, score, slot: what one row of the histogram counts."""

PAGES, SCORES, SLOTS = range(3)
"""Levels of the histogram: 1 024 scores together, one score, one score reached in one hour."""


def tallies(board_id: int, place: Place) -> tuple[Tally, Tally, Tally]:
    """The rows of the histogram in which a place is counted."""
    return (
        (board_id, PAGES, place.score // PAGE, 0),
        (board_id, SCORES, place.score, 0),
        (board_id, SLOTS, place.score, place.slot),
    )


@dataclass(frozen=True, slots=True)
class Move:
    """A player's place on a board before and after; None: not there."""

    board_id: int
    before: Place | None
    after: Place | None


def tally_changes(moves: Iterable[Move]) -> dict[Tally, int]:
    """What moves of shown players change in the histogram, in the order to write it."""
    counts: Counter[Tally] = Counter()
    for move in moves:
        if move.before is not None:
            counts.subtract(tallies(move.board_id, move.before))
        if move.after is not None:
            counts.update(tallies(move.board_id, move.after))
    return {key: counts[key] for key in sorted(counts) if counts[key]}


def public_name(name: str) -> str:
    """What others may read: never a handle, never a piece of an id. Empty: nameless."""
    return "" if FALLBACK_NAME.fullmatch(name.strip()) else name.strip()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place with its number, as a board's keeper knows it."""

    rank: int
    user_id: int
    score: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The best places, and the player's own with its neighbours; `around` may be empty."""

    top: tuple[Ranked, ...]
    around: tuple[Ranked, ...]
    players: int


class LeaderboardPort(Protocol):
    """Something that may answer faster than the database, or not at all."""

    async def standing(
        self, board_id: int, user_id: int, top: int, beside: int
    ) -> Standing | None:
        """The best `top` places, and the player's with `beside` on each side.

        None when it does not know for certain: then the database is asked.
        """
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a board. `name` is what the player goes by, unescaped; empty: nameless."""

    rank: int
    name: str
    score: int
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board as one player sees it.

    `top` are the best ten; `around` the player and two on each side, without those of `top`,
    empty for somebody without a score or among the best. `me` is the player's own line
    wherever it stands. `ends_at` is when the period ends, UTC, None for boards without end.
    """

    kind: BoardKind
    code: str
    ends_at: datetime | None
    top: tuple[Entry, ...]
    around: tuple[Entry, ...]
    me: Entry | None
    players: int
    is_hidden: bool


def lines(
    standing: Standing, user_id: int, names: dict[int, str]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], Entry | None]:
    """Top, around without what the top shows already, and the player's own line."""

    def entries(ranked: Sequence[Ranked]) -> tuple[Entry, ...]:
        return tuple(
            Entry(each.rank, names.get(each.user_id, ""), each.score, each.user_id == user_id)
            for each in ranked
        )

    top, around = entries(standing.top), entries(standing.around)
    me = next((entry for entry in (*around, *top) if entry.is_me), None)
    if any(entry.is_me for entry in top):
        return top, (), me
    shown = len(top)
    return top, tuple(each for each in around if each.is_me or each.rank > shown), me
