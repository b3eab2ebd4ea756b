"""What the manners of notifications follow from: quiet hours, categories, back-off (A11)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.gateway.preferences.model import (
    BACK_OFF,
    Category,
    Choices,
    Level,
    Nudge,
    Person,
    Verdict,
    category_of,
    decide,
    may_nudge,
    quiet_until,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MADRID = Person("Europe/Madrid")


@pytest.mark.parametrize(
    ("hour", "zone", "end"),
    [
        (12, "UTC", None),
        (21, "UTC", None),
        (22, "UTC", 9),
        (3, "UTC", 9),
        (8, "UTC", 9),
        (9, "UTC", None),
        (3, "Asia/Tokyo", None),
        (13, "Asia/Tokyo", 0),
        (2, "America/New_York", None),
        (3, "America/New_York", 14),
    ],
)
def test_quiet_hours_are_those_of_the_persons_clock(hour: int, zone: str, end: int | None) -> None:
    found = quiet_until(Choices(), zone, NOON.replace(hour=hour))
    assert (found.hour if found else None) == end


def test_a_night_in_which_the_clock_changes_is_quiet_to_its_end() -> None:
    spring = datetime(2026, 3, 28, 22, tzinfo=UTC)  # 23:00 in Madrid, an hour is lost that night
    assert quiet_until(Choices(), "Europe/Madrid", spring) == datetime(2026, 3, 29, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("points.awarded", Category.GAMEPLAY),
        ("payment.done", Category.TRANSACTIONAL),
        ("decision.refused", Category.TRANSACTIONAL),
        ("reminder.streak", Category.REMINDERS),
        ("news.chapter", Category.MARKETING),
    ],
)
def test_the_kind_says_the_category(kind: str, category: Category) -> None:
    assert category_of(kind) is category


def test_what_has_expired_is_not_told_even_when_it_is_about_money() -> None:
    found = decide(Category.TRANSACTIONAL, NOON, Choices(), MADRID, NOON)
    assert found.verdict is Verdict.EXPIRE


def nudges(kind: str, days: int, level: Level = Level.ON) -> list[int]:
    """Days on which somebody who never answers is nudged, asked every day."""
    last: Nudge | None = None
    sent = []
    for day in range(days):
        now = NOON + timedelta(days=day)
        allowed, unanswered = may_nudge(kind, level, last, MADRID, now)
        if allowed:
            sent.append(day)
            last = Nudge(now, unanswered, day)
    return sent


def test_reminders_back_off_and_stop() -> None:
    assert nudges("reminder.test", 60) == [0, 1, 4, 11, 25]
    assert [pause.days for pause in BACK_OFF] == [1, 3, 7, 14]


def test_streak_reminders_come_daily_and_stop_after_seven_unanswered() -> None:
    assert nudges("reminder.streak", 30) == list(range(7))
    assert nudges("reminder.streak", 30, Level.LESS) == [0, 3, 6, 9, 12, 15, 18]


def test_whoever_came_back_has_answered() -> None:
    last = Nudge(NOON, 7, 1)
    back = Person("UTC", NOON + timedelta(hours=3))
    tomorrow = NOON + timedelta(days=1)
    assert may_nudge("reminder.streak", Level.ON, last, MADRID, tomorrow)[0] is False
    assert may_nudge("reminder.streak", Level.ON, last, back, tomorrow) == (True, 1)
