"""Diana's rules, without a database: every outcome is explained and repeatable."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.diana.model import (
    TEXT_KEYS,
    Acquaintance,
    Chapter,
    Kind,
    Mood,
    PartOfDay,
    greet,
    next_best_action,
    part_of_day,
)

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=20)
OPEN = (Chapter("one", LONG_AGO, None),)
DONE = (Chapter("one", LONG_AGO, LONG_AGO + timedelta(hours=1)),)

instants = st.none() | st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
acquaintances = st.builds(
    Acquaintance,
    registered_at=instants,
    last_seen_at=instants,
    left_at=instants,
    returned_at=instants,
    decisions=st.integers(0, 30),
    streak=st.integers(0, 30),
    streak_at=instants,
    last_unlock=st.none() | st.just("first_step"),
    last_unlock_at=instants,
    relationship=st.integers(-20, 20),
    rises=st.integers(0, 5),
    falls=st.integers(0, 5),
    chapters=st.lists(st.builds(Chapter, st.just("one"), instants, instants), max_size=2).map(
        tuple
    ),
)


@given(acquaintances, st.integers(1, 2**62), st.integers(0, 10_000))
def test_whatever_she_knows_she_has_a_line_and_reasons(
    known: Acquaintance, user_id: int, hours: int
) -> None:
    now = NOW + timedelta(hours=hours)
    greeting = greet(known, user_id, "Ana", now, "America/Mexico_City")
    assert greeting == greet(known, user_id, "Ana", now, "America/Mexico_City")
    assert greeting.text_key in TEXT_KEYS
    assert greeting.text_key.endswith(f".{greeting.variant}")
    assert greeting.reasons
    assert ("days" in greeting.params) == (".missed." in greeting.text_key)
    action = next_best_action(known, now, "America/Mexico_City")
    assert action.text_key in TEXT_KEYS
    assert action.reason


def test_the_same_day_has_one_line_and_the_next_day_another() -> None:
    known = Acquaintance(decisions=1, chapters=DONE, relationship=-3)
    for user_id in range(1, 40):
        lines = [
            greet(known, user_id, "Ana", NOW + timedelta(days=day), "UTC").text_key
            for day in range(30)
        ]
        assert all(one != other for one, other in pairwise(lines))
        assert len(set(lines)) == 4
        assert greet(known, user_id, "Ana", NOW + timedelta(hours=9), "UTC").text_key == lines[0]
    openings = {greet(known, user_id, "Ana", NOW, "UTC").text_key for user_id in range(40)}
    assert len(openings) == 4


def test_every_text_key_is_reachable() -> None:
    heard: set[str] = set()
    pasts = [
        past
        for relationship, rises, falls in ((0, 0, 0), (9, 3, 0), (-5, 0, 2), (1, 2, 2))
        for known in (
            Acquaintance(chapters=DONE, relationship=relationship, rises=rises, falls=falls),
        )
        for past in (
            known,
            replace(known, last_seen_at=LONG_AGO),
            replace(known, last_unlock_at=NOW),
        )
    ]
    pasts += [Acquaintance(), Acquaintance(chapters=OPEN)]
    pasts += [Acquaintance(chapters=DONE, streak=3, streak_at=LONG_AGO)]
    for known in pasts:
        for hour in range(0, 24, 3):
            now = NOW.replace(hour=hour)
            heard.add(next_best_action(known, now, "UTC").text_key)
            heard |= {greet(known, user_id, "Ana", now, "UTC").text_key for user_id in range(60)}
    assert heard == set(TEXT_KEYS)
    assert len(TEXT_KEYS) == len(set(TEXT_KEYS))


@pytest.mark.parametrize(
    ("known", "mood", "reasons"),
    [
        (Acquaintance(), Mood.WELCOMING, ("story.not_begun",)),
        (Acquaintance(chapters=OPEN), Mood.CURIOUS, ("attitude.curious", "time.morning")),
        (
            Acquaintance(chapters=OPEN, relationship=4, rises=4),
            Mood.WARM,
            ("attitude.warm", "time.morning"),
        ),
        (
            Acquaintance(chapters=OPEN, relationship=-2, falls=2),
            Mood.DISTANT,
            ("attitude.distant", "time.morning"),
        ),
        (
            Acquaintance(chapters=OPEN, relationship=9, rises=6, falls=2),
            Mood.CONTRADICTORY,
            ("attitude.contradictory", "time.morning"),
        ),
        (
            Acquaintance(chapters=OPEN, last_seen_at=NOW - timedelta(days=3)),
            Mood.MISSING,
            ("absence.long", "attitude.curious"),
        ),
        (
            Acquaintance(chapters=OPEN, last_seen_at=NOW - timedelta(days=2, hours=23)),
            Mood.CURIOUS,
            ("attitude.curious", "time.morning"),
        ),
        (
            Acquaintance(chapters=DONE, last_unlock_at=NOW - timedelta(hours=1)),
            Mood.PROUD,
            ("unlock.recent", "attitude.curious"),
        ),
        (
            Acquaintance(chapters=(Chapter("one", LONG_AGO, NOW),), relationship=-9),
            Mood.DISTANT,
            ("attitude.distant", "time.morning"),
        ),
    ],
)
def test_her_mood_follows_from_what_happened(
    known: Acquaintance, mood: Mood, reasons: tuple[str, ...]
) -> None:
    greeting = greet(known, 7, "Ana", NOW, "UTC")
    assert (greeting.mood, greeting.reasons) == (mood, reasons)


@pytest.mark.parametrize(
    ("known", "kind", "reason"),
    [
        (Acquaintance(), Kind.BEGIN_STORY, "story.not_begun"),
        (Acquaintance(chapters=OPEN), Kind.CONTINUE_STORY, "chapter.unfinished"),
        (
            Acquaintance(chapters=(Chapter("one", NOW, LONG_AGO),)),
            Kind.CONTINUE_STORY,
            "chapter.unfinished",
        ),
        (
            Acquaintance(chapters=DONE, streak=2, streak_at=NOW - timedelta(days=1)),
            Kind.KEEP_STREAK,
            "streak.at_risk",
        ),
        (
            Acquaintance(chapters=DONE, streak=2, streak_at=NOW, last_unlock_at=NOW),
            Kind.SEE_ACHIEVEMENTS,
            "unlock.recent",
        ),
        (
            Acquaintance(chapters=DONE, streak=9, streak_at=NOW),
            Kind.COME_BACK_TOMORROW,
            "story.caught_up",
        ),
    ],
)
def test_the_next_step_follows_from_what_happened(
    known: Acquaintance, kind: Kind, reason: str
) -> None:
    action = next_best_action(known, NOW, "UTC")
    assert (action.kind, action.reason) == (kind, reason)


def test_the_day_has_four_parts() -> None:
    parts = [part_of_day(hour) for hour in range(24)]
    assert [parts.count(part) for part in PartOfDay] == [7, 7, 4, 6]
    assert parts[4] is PartOfDay.NIGHT
    assert parts[5] is PartOfDay.MORNING
