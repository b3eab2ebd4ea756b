"""Streaks: days in a row, as pure functions of what happened when.

Days are the player's own: they begin at three in the morning of the player's wall clock.
Settling is a fold over the days that passed, so it does not matter who settles, or how late.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from domains.core.days import DAY_STARTS_AT, local_day, zone

_DAY = timedelta(days=1)
SHORTEST_DAY = timedelta(hours=12)
"""A calendar day shorter than this (a zone that skipped a date) is nobody's fault."""
ZONE_PAUSE = timedelta(days=7)
"""Days follow another zone at most once in this time."""
NEVER = date(1970, 1, 1)
"""The last day of somebody who has not been here yet."""


class DayKind(StrEnum):
    """What kept a day of a streak."""

    ACTION = "action"
    FREEZE = "freeze"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class Streak:
    """One player's run of days.

    The run lives until `deadline_at`, the end of the day after `last_day`. A broken run
    keeps its days with `length` 0, `broken_at` and `broken_length`; the run before the
    present one is remembered as `previous_*`: it can be repaired for a while, and news of a
    day between the two may arrive late. `version` counts what was written down.
    """

    run_id: str
    first_day: date
    last_day: date
    length: int
    best: int
    deadline_at: datetime
    timezone: str
    freezes: int = 0
    broken_at: datetime | None = None
    broken_length: int = 0
    previous_run_id: str | None = None
    previous_first_day: date | None = None
    previous_last_day: date | None = None
    previous_length: int = 0
    previous_broken_at: datetime | None = None
    timezone_changed_at: datetime | None = None
    repaired_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day that counts for a run."""

    day: date
    kind: DayKind
    run_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """The length before and after; 0 after means that the run broke."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Change:
    """What an instant or an action made of a streak.

    `joined` names a run whose days now belong to `streak.run_id`.
    """

    streak: Streak
    marks: tuple[DayMark, ...] = ()
    steps: tuple[Step, ...] = ()
    joined: str | None = None

    @property
    def active_days(self) -> tuple[date, ...]:
        """Days that the player's own action has just made count."""
        return tuple(mark.day for mark in self.marks if mark.kind is DayKind.ACTION)


def day_ends_at(day: date, timezone: str) -> datetime:
    """The instant at which a local day is over."""
    wall = datetime.combine(day + _DAY, datetime.min.time(), zone(timezone)) + DAY_STARTS_AT
    return wall.astimezone(UTC)


def deadline_after(day: date, timezone: str) -> datetime:
    """The end of the day that follows `day`: until then the next action keeps the run."""
    end = day_ends_at(day + _DAY, timezone)
    if end - day_ends_at(day, timezone) < SHORTEST_DAY:
        return day_ends_at(day + 2 * _DAY, timezone)
    return end


def settle(streak: Streak, now: datetime) -> Change:
    """Let the days pass that are over by `now`: a freeze for each missed one, or the break."""
    marks: list[DayMark] = []
    steps: list[Step] = []
    while streak.length and now >= streak.deadline_at:
        if streak.freezes:
            missed = streak.last_day + _DAY
            marks.append(DayMark(missed, DayKind.FREEZE, streak.run_id, streak.deadline_at))
            streak = _frozen(streak, missed)
        else:
            steps.append(Step(streak.length, 0))
            streak = replace(
                streak, length=0, broken_at=streak.deadline_at, broken_length=streak.length
            )
    return Change(streak, tuple(marks), tuple(steps))


def move(streak: Streak, now: datetime, timezone: str) -> Change:
    """The player's zone changed: days to come follow it, past days and the deadline stand.

    Nobody loses time by travelling; the deadline may only move away. A second change within
    `ZONE_PAUSE` is not followed, or flipping zones would make days.
    """
    change = settle(streak, now)
    moved, followed = change.streak, zone_followed(streak, now, timezone)
    if moved.timezone != followed:
        deadline = max(moved.deadline_at, deadline_after(moved.last_day, followed))
        moved = replace(
            moved,
            timezone=followed,
            timezone_changed_at=now if moved.best else None,
            deadline_at=deadline if moved.length else moved.deadline_at,
        )
    return replace(change, streak=moved)


def zone_followed(streak: Streak, at: datetime, timezone: str) -> str:
    """The zone by which a day is told at `at` for somebody who says to live in `timezone`."""
    changed_at = streak.timezone_changed_at
    return streak.timezone if changed_at and at < changed_at + ZONE_PAUSE else timezone


def nobody(user_id: int, now: datetime) -> Streak:
    """The streak of somebody who owns freezes and has not been here yet."""
    return Streak(f"{user_id}-0", NEVER, NEVER, 0, 0, now, "UTC")


def begin(user_id: int, at: datetime, timezone: str) -> Change:
    """The very first action of somebody."""
    return _begin(None, user_id, local_day(at, timezone), at, timezone)


def act(streak: Streak, user_id: int, at: datetime, timezone: str) -> Change:
    """The player did something at `at` that counts for that day.

    A day counts once. An action whose news arrives late still counts: it undoes a break it
    would have prevented, and joins the runs on both sides of its day.
    """
    timezone = zone_followed(streak, at, timezone)
    day = local_day(at, timezone)
    if day < streak.first_day:
        return _arrived_late(streak, day, at)
    if day > streak.last_day and streak.broken_at is not None and at < streak.broken_at:
        streak = _mended(streak)
    settled = move(streak, at, timezone)
    streak = settled.streak
    if day <= streak.last_day:
        return settled
    if not streak.length:
        begun = _begin(streak, user_id, day, at, timezone)
        return replace(begun, marks=settled.marks + begun.marks, steps=settled.steps + begun.steps)
    length = streak.length + 1
    grown = replace(
        streak,
        length=length,
        best=max(streak.best, length),
        last_day=day,
        deadline_at=max(streak.deadline_at, deadline_after(day, timezone)),
    )
    mark = DayMark(day, DayKind.ACTION, streak.run_id, at)
    return Change(grown, (*settled.marks, mark), (*settled.steps, Step(streak.length, length)))


def length_with(streak: Streak | None, at: datetime) -> int:
    """How long the run is for somebody who acts at `at`, whether or not that day has counted.

    So an action is worth the same, whichever of its two effects is applied first.
    """
    if streak is None:
        return 1
    now = settle(streak, at).streak
    if not now.length:
        return 1
    return now.length + (local_day(at, now.timezone) > now.last_day)


def _begin(old: Streak | None, user_id: int, day: date, at: datetime, timezone: str) -> Change:
    run_id = f"{user_id}-{day:%Y%m%d}"
    begun = Streak(
        run_id=run_id,
        first_day=day,
        last_day=day,
        length=1,
        best=max(1, old.best if old else 0),
        deadline_at=deadline_after(day, timezone),
        timezone=timezone,
    )
    if old is not None:
        begun = replace(
            begun,
            freezes=old.freezes,
            version=old.version,
            timezone_changed_at=old.timezone_changed_at,
            repaired_at=old.repaired_at,
            previous_broken_at=old.broken_at,
            previous_run_id=old.run_id,
            previous_first_day=old.first_day,
            previous_last_day=old.last_day,
            previous_length=old.broken_length,
        )
    return Change(begun, (DayMark(day, DayKind.ACTION, run_id, at),), (Step(0, 1),))


def _frozen(streak: Streak, missed: date) -> Streak:
    deadline = deadline_after(missed, streak.timezone)
    if deadline <= streak.deadline_at:  # a zone change had moved it away already
        deadline = streak.deadline_at + _DAY
    return replace(streak, freezes=streak.freezes - 1, last_day=missed, deadline_at=deadline)


def _mended(streak: Streak) -> Streak:
    return replace(streak, length=streak.broken_length, broken_at=None, broken_length=0)


def _arrived_late(streak: Streak, day: date, at: datetime) -> Change:
    """An action of the day just before the present run; older ones change nothing."""
    last = streak.previous_last_day
    if not streak.length or day != streak.first_day - _DAY or (last is not None and last >= day):
        return Change(streak)
    if last == day - _DAY and streak.previous_run_id and streak.previous_first_day:
        return _joined(streak, streak.previous_run_id, streak.previous_first_day, at)
    length = streak.length + 1
    grown = replace(streak, first_day=day, length=length, best=max(streak.best, length))
    mark = DayMark(day, DayKind.ACTION, streak.run_id, at)
    return Change(grown, (mark,), (Step(streak.length, length),))


def _joined(streak: Streak, run_id: str, first_day: date, at: datetime) -> Change:
    length = streak.previous_length + 1 + streak.length
    grown = replace(
        streak,
        run_id=run_id,
        first_day=first_day,
        length=length,
        best=max(streak.best, length),
        previous_run_id=None,
        previous_first_day=None,
        previous_last_day=None,
        previous_length=0,
        previous_broken_at=None,
    )
    mark = DayMark(streak.first_day - _DAY, DayKind.ACTION, run_id, at)
    return Change(grown, (mark,), (Step(streak.length, length),), joined=streak.run_id)


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the evidence; `kind` is None for a day without anything."""

    day: date
    kind: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class StreakView:
    """What a player may know about their streak.

    `deadline_at` is when the run ends, or ended, without another action; None before the
    first one. `days` are the last five weeks, today last. `freezes` are owned, ready for the
    next missed day.
    """

    length: int
    best: int
    deadline_at: datetime | None
    days: tuple[DayView, ...]
    freezes: int = 0
