"""Mending, as pure functions of a streak and the moment (A3.6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domains.core.days import local_day
from domains.gamification.rules.model import StreakRules
from domains.gamification.streaks.model import (
    Change,
    DayKind,
    DayMark,
    Step,
    Streak,
    deadline_after,
)

NOTHING_BROKEN, TOO_LATE = "nothing_broken", "too_late"
TOO_SOON, NOT_HERE_TODAY = "too_soon", "not_here_today"


@dataclass(frozen=True, slots=True)
class Broken:
    """The newest run that broke: how long it was, and when it ended."""

    length: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RepairOffer:
    """What mending would cost, in besitos, and until when. `obstacle`: why not now, or None."""

    length: int
    price: int
    until: datetime
    obstacle: str | None


@dataclass(frozen=True, slots=True)
class CareOffers:
    """What a player can do for their streak.

    Prices are besitos. `version` belongs to these offers: another one, other offers.
    """

    version: int
    freezes: int
    most_freezes: int
    freeze_price: int
    repair: RepairOffer | None


def broken_run(streak: Streak) -> Broken | None:
    """What could be mended, of a settled streak."""
    if not streak.length and streak.broken_at is not None and streak.broken_length:
        return Broken(streak.broken_length, streak.broken_at)
    if streak.previous_length and streak.previous_broken_at is not None:
        return Broken(streak.previous_length, streak.previous_broken_at)
    return None


@dataclass(frozen=True, slots=True)
class Mendable:
    """What a custodian could mend, of a streak in this `version`, and until when.

    Without a break `length` is 0 and there are no instants.
    """

    version: int
    length: int
    broken_at: datetime | None
    until: datetime | None
    obstacle: str | None


def mendable(streak: Streak | None, now: datetime, rules: StreakRules) -> Mendable:
    """What of a settled streak a custodian could mend."""
    broken = broken_run(streak) if streak is not None else None
    if streak is None or broken is None:
        return Mendable(streak.version if streak else 0, 0, None, None, NOTHING_BROKEN)
    hours = rules.support_hours
    return Mendable(
        streak.version,
        broken.length,
        broken.at,
        broken.at + timedelta(hours=hours),
        obstacle(streak, now, rules, hours),
    )


def obstacle(
    streak: Streak, now: datetime, rules: StreakRules, hours: int | None = None
) -> str | None:
    """Why a settled streak cannot be mended now; None when it can.

    `hours` after the break it is too late; `repair_hours` when they are not given.
    """
    broken = broken_run(streak)
    if broken is None:
        return NOTHING_BROKEN
    if now >= broken.at + timedelta(hours=rules.repair_hours if hours is None else hours):
        return TOO_LATE
    pause = timedelta(days=rules.repair_pause_days)
    if streak.repaired_at is not None and now < streak.repaired_at + pause:
        return TOO_SOON
    if not streak.length or streak.last_day != local_day(now, streak.timezone):
        return NOT_HERE_TODAY
    return None


def offer_repair(streak: Streak, now: datetime, rules: StreakRules) -> RepairOffer | None:
    """What a player may be told of mending; None when there is nothing (any more) to mend."""
    broken, reason = broken_run(streak), obstacle(streak, now, rules)
    if broken is None or reason == TOO_LATE:
        return None
    until = broken.at + timedelta(hours=rules.repair_hours)
    return RepairOffer(broken.length, rules.price_of_repair(broken.length), until, reason)


def repair(streak: Streak, now: datetime) -> Change:
    """Let a run that has begun since go on with the one before it, under that one's id.

    The missed days are marked and do not count for the length. There is time for the next
    action until tomorrow is over, whatever the deadline was.
    """
    before, first = streak.previous_last_day, streak.previous_first_day
    if before is None or first is None or streak.previous_run_id is None:
        raise ValueError(f"{streak.run_id} follows no other run")
    length = streak.previous_length + streak.length
    mended = replace(
        streak,
        run_id=streak.previous_run_id,
        first_day=first,
        length=length,
        best=max(streak.best, length),
        deadline_at=max(
            streak.deadline_at,
            deadline_after(local_day(now, streak.timezone), streak.timezone),
        ),
        repaired_at=now,
        previous_run_id=None,
        previous_first_day=None,
        previous_last_day=None,
        previous_length=0,
        previous_broken_at=None,
    )
    marks = tuple(
        DayMark(day, DayKind.REPAIR, mended.run_id, now) for day in _between(before, streak)
    )
    return Change(mended, marks, (Step(streak.length, length),), joined=streak.run_id)


def _between(before: date, streak: Streak) -> list[date]:
    missed = (streak.first_day - before).days - 1
    return [before + timedelta(days=number) for number in range(1, missed + 1)]
