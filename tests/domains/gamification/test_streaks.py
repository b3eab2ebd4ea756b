"""Streaks: the fold over days, and its evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.core import Kernel, StreakUpdatedEvent, UserActivityDetectedEvent
from domains.core.clock import VirtualClock
from domains.core.events import UserProfileUpdatedEvent
from domains.core.testing import Record
from domains.gamification.module import GamificationModule
from domains.gamification.streaks import model
from domains.gamification.streaks.model import (
    DayMark,
    Streak,
    act,
    begin,
    day_ends_at,
    length_with,
    settle,
)
from tests.domains.gamification.conftest import Say

PLAYER = 7
MADRID = "Europe/Madrid"
ZONES = (MADRID, "Asia/Tokyo", "America/Los_Angeles", "UTC")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def play(*moments: datetime, timezone: str = "UTC") -> Streak:
    """The streak of somebody who acted at these moments, heard of in this order."""
    first, *others = moments
    streak = begin(PLAYER, first, timezone).streak
    for moment in others:
        streak = act(streak, PLAYER, moment, timezone).streak
    return streak


def days(*offsets: int) -> list[datetime]:
    return [NOON + timedelta(days=offset) for offset in offsets]


def test_consecutive_days_grow_a_day_counts_once_and_a_gap_breaks() -> None:
    assert play(*days(0, 0, 1, 1, 2)).length == 3
    gap = play(*days(0, 1, 3))
    assert (gap.length, gap.best) == (1, 2)


def test_the_day_begins_at_three() -> None:
    at_two = datetime(2026, 3, 3, 2, 59, tzinfo=UTC)
    assert play(NOON, at_two).length == 1
    assert play(NOON, at_two + timedelta(minutes=1)).length == 2


def test_the_deadline_is_an_instant_and_the_end_of_the_next_day() -> None:
    streak = play(NOON)
    assert streak.deadline_at == datetime(2026, 3, 4, 3, 0, tzinfo=UTC)
    assert settle(streak, streak.deadline_at - timedelta(microseconds=1)).streak.length == 1
    broken = settle(streak, streak.deadline_at).streak
    assert (broken.length, broken.broken_length, broken.broken_at) == (0, 1, streak.deadline_at)


HISTORIES = st.lists(
    st.tuples(st.integers(min_value=0, max_value=60 * 60), st.sampled_from(ZONES)),
    min_size=1,
    max_size=25,
)
"""Minutes since the last action, and the zone of the next."""


@settings(max_examples=150, deadline=None)
@given(HISTORIES, st.integers(min_value=0, max_value=5), st.integers(min_value=1, max_value=50))
def test_a3_t1_lazy_is_nightly(
    history: list[tuple[int, str]], freezes: int, sweep_hours: int
) -> None:
    """A sweeper that looks every few hours changes nothing of what the next action finds."""
    now = NOON
    start = replace(begin(PLAYER, now, history[0][1]).streak, freezes=freezes)
    lazy = nightly = start
    lazy_marks: list[DayMark] = []
    nightly_marks: list[DayMark] = []
    for minutes, timezone in history:
        until = now + timedelta(minutes=minutes)
        while (now := now + timedelta(hours=sweep_hours)) < until:
            swept = settle(nightly, now)
            nightly, nightly_marks = swept.streak, [*nightly_marks, *swept.marks]
        now = until
        lazily, nightly_change = (act(s, PLAYER, now, timezone) for s in (lazy, nightly))
        lazy, lazy_marks = lazily.streak, [*lazy_marks, *lazily.marks]
        nightly, nightly_marks = nightly_change.streak, [*nightly_marks, *nightly_change.marks]
        assert lazy == nightly
        assert lazy_marks == nightly_marks


@given(st.lists(st.integers(min_value=0, max_value=400), min_size=1, max_size=6))
def test_a3_t9_settling_in_steps_is_settling_at_once(hours: list[int]) -> None:
    streak = replace(play(*days(0, 1, 2)), freezes=2)
    moments = sorted(NOON + timedelta(hours=hour) for hour in hours)
    stepwise = reduce(lambda s, moment: settle(s, moment).streak, moments, streak)
    assert stepwise == settle(streak, moments[-1]).streak


def test_a_freeze_keeps_the_length_for_one_missed_day() -> None:
    streak = replace(play(*days(0, 1)), freezes=1)
    kept = act(streak, PLAYER, days(3)[0], "UTC")
    assert (kept.streak.length, kept.streak.freezes) == (3, 0)
    assert [mark.kind for mark in kept.marks] == ["freeze", "action"]
    assert act(streak, PLAYER, days(4)[0], "UTC").streak.length == 1


def test_a3_t4_there_and_back_within_the_deadline_keeps_it() -> None:
    los_angeles, tokyo = "America/Los_Angeles", "Asia/Tokyo"
    streak = play(NOON, timezone=los_angeles)
    for hours, timezone in ((24, tokyo), (48, tokyo), (72, los_angeles), (96, los_angeles)):
        streak = act(streak, PLAYER, NOON + timedelta(hours=hours), timezone).streak
        assert streak.length > 1
        assert streak.broken_at is None


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 6, 1), 24)]
)
def test_a3_t6_days_of_23_and_25_hours(day: date, hours: int) -> None:
    length = day_ends_at(day, MADRID) - day_ends_at(day - timedelta(days=1), MADRID)
    assert length == timedelta(hours=hours)
    noon = datetime(2026, day.month, day.day, 12, tzinfo=ZoneInfo(MADRID))
    streak = play(noon, noon + timedelta(days=1), noon + timedelta(days=2), timezone=MADRID)
    assert streak.length == 3
    late = day_ends_at(day + timedelta(days=1), MADRID)
    assert play(noon, late - timedelta(seconds=1), timezone=MADRID).length == 2
    assert act(play(noon, timezone=MADRID), PLAYER, late, MADRID).streak.length == 1


def test_a_date_that_a_zone_skipped_is_nobodys_fault() -> None:
    apia = ZoneInfo("Pacific/Apia")
    before = datetime(2011, 12, 29, 20, tzinfo=apia)
    after = datetime(2011, 12, 31, 20, tzinfo=apia)
    assert play(before, after, timezone="Pacific/Apia").length == 2


def test_two_actions_around_midnight_heard_in_reverse_order_both_count() -> None:
    before = datetime(2026, 3, 4, 2, 59, 59, 900_000, tzinfo=UTC)
    after = datetime(2026, 3, 4, 3, 0, 0, 100_000, tzinfo=UTC)
    in_order = play(*days(-1, 0), before, after)
    reverse = play(*days(-1, 0), after, before)
    assert in_order.length == reverse.length == 4
    assert (in_order.run_id, in_order.last_day) == (reverse.run_id, reverse.last_day)
    assert act(reverse, PLAYER, before, "UTC").streak == reverse
    assert play(after, before).length == 2


def test_an_action_of_a_day_that_counted_long_ago_changes_nothing() -> None:
    streak = play(*days(0, 1, 4, 5))
    for moment in days(0, 1, 2, 4, 5):
        assert act(streak, PLAYER, moment, "UTC").streak == streak


def test_length_with_is_the_same_before_and_after_the_visit_counts() -> None:
    streak = play(*days(0, 1))
    for moment in days(1, 2, 5):
        after = act(streak, PLAYER, moment, "UTC").streak
        assert length_with(streak, moment) == length_with(after, moment) == after.length
    assert length_with(None, NOON) == 1


# -- on a database --------------------------------------------------------------------------


def visit(at: datetime, timezone: str = "UTC") -> UserActivityDetectedEvent:
    return UserActivityDetectedEvent(
        user_id=PLAYER, activity="update", timezone=timezone, timestamp=at
    )


async def test_a3_t7_a_message_dated_before_the_deadline_counts_however_late_it_is_handled(
    game: GamificationModule, say: Say, clock: VirtualClock, record: Record
) -> None:
    await say(visit(NOON))
    dated = datetime(2026, 3, 4, 2, 58, tzinfo=UTC)
    clock.advance((dated + timedelta(minutes=5) - NOON).total_seconds())
    assert await game.service.settle_streaks() == 1
    await say(visit(dated))
    view = await game.service.streak_view(PLAYER)
    assert (view.length, view.deadline_at) == (2, datetime(2026, 3, 5, 3, 0, tzinfo=UTC))
    yesterday = next(day for day in view.days if day.day == date(2026, 3, 3))
    assert (yesterday.kind, yesterday.at) == ("action", dated)


async def test_a_break_is_announced_once_by_whoever_sees_it_first(
    game: GamificationModule, say: Say, clock: VirtualClock, record: Record
) -> None:
    await say(visit(NOON), visit(NOON + timedelta(days=1)))
    clock.advance(5 * 86_400)
    assert (await game.service.streak_view(PLAYER)).length == 0
    assert await game.service.settle_streaks() == 1
    assert await game.service.settle_streaks() == 0
    await say(visit(clock.now()))
    steps = [
        (e.previous_streak, e.current_streak, e.is_broken) for e in record.of(StreakUpdatedEvent)
    ]
    assert steps == [(0, 1, False), (1, 2, False), (2, 0, True), (0, 1, False)]
    assert (await game.service.profile(PLAYER)).best_streak == 2


async def test_joined_runs_are_one_run_in_the_evidence_and_pay_each_milestone_once(
    game: GamificationModule, say: Say, clock: VirtualClock, kernel: Kernel
) -> None:
    midnight = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)
    moment = timedelta(milliseconds=100)
    await say(visit(NOON - timedelta(days=1)), visit(NOON))
    await say(visit(midnight + moment), visit(midnight - moment))
    view = await game.service.streak_view(PLAYER)
    assert view.length == 4
    paid = [line.rule_code for line in await game.service.history(PLAYER)]
    assert (paid.count("streak_milestone"), paid.count("daily_visit")) == (1, 4)


async def test_a_new_zone_moves_the_deadline_away_only(game: GamificationModule, say: Say) -> None:
    def moved(timezone: str) -> UserProfileUpdatedEvent:
        return UserProfileUpdatedEvent(
            user_id=PLAYER, updated_fields=("timezone",), timezone=timezone, timestamp=NOON
        )

    await say(visit(NOON))
    before = (await game.service.streak_view(PLAYER)).deadline_at
    assert before is not None
    await say(moved("America/Los_Angeles"))
    after = (await game.service.streak_view(PLAYER)).deadline_at
    assert after == before + timedelta(hours=8)
    await say(moved("Asia/Tokyo"))  # earlier, and within a week of the first move besides
    assert (await game.service.streak_view(PLAYER)).deadline_at == after


async def test_the_evidence_shows_five_weeks_today_last(
    game: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    await say(visit(NOON))
    clock.advance(86_400)
    view = await game.service.streak_view(PLAYER)
    assert len(view.days) == 35
    assert view.days[-1] == model.DayView(date(2026, 3, 3), None, None)
    assert view.days[-2] == model.DayView(date(2026, 3, 2), "action", NOON)
