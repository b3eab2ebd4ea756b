"""Every kind of criterion, folded over events without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domains.core import (
    AchievementUnlockedEvent,
    BaseEvent,
    EventType,
    PointsAwardedEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
)
from domains.gamification.achievements.model import Achievement, Tier
from domains.gamification.criteria.model import (
    AllOf,
    AnyOf,
    CountOf,
    Criterion,
    DistinctOf,
    Part,
    SetOf,
    SumOf,
)
from domains.gamification.filters.model import Condition, Match, State, steps
from domains.gamification.timing.model import SequenceOf, WindowOf

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANY: TypeAdapter[Any] = TypeAdapter(Criterion)


def decision(minute: float = 0, chapter: str = "one", points: int = 0) -> BaseEvent:
    return StoryDecisionMadeEvent(
        user_id=7,
        chapter_id=chapter,
        decision_id="door",
        points=points,
        timestamp=NOON + timedelta(minutes=minute),
    )


def begun(minute: float = 0) -> BaseEvent:
    at = NOON + timedelta(minutes=minute)
    return StoryChapterStartedEvent(user_id=7, chapter_id="one", timestamp=at)


def done(minute: float = 0) -> BaseEvent:
    at = NOON + timedelta(minutes=minute)
    return StoryChapterCompletedEvent(user_id=7, chapter_id="one", timestamp=at)


def count(criterion: Any, *events: BaseEvent) -> int:
    nothing: State = {}
    return steps(reduce(criterion.fold, events, nothing))


def test_a_sum_adds_a_field_up() -> None:
    earned = SumOf(event=EventType.POINTS_AWARDED, field="points_amount")
    awards = [
        PointsAwardedEvent(user_id=7, points_amount=n, action_type="x", total_points_after=n)
        for n in (5, 7)
    ]
    assert count(earned, *awards, decision()) == 12


def test_distinct_counts_each_value_once() -> None:
    chapters = DistinctOf(event=EventType.DECISION_MADE, field="chapter_id")
    assert count(chapters, *(decision(chapter=c) for c in ("a", "b", "a", "c"))) == 3


def test_a_window_counts_the_most_within_a_time_in_whatever_order() -> None:
    hasty = WindowOf(event=EventType.DECISION_MADE, seconds=600)
    assert count(hasty, *(decision(m) for m in (0, 5, 9, 30, 31))) == 3
    assert count(hasty, *(decision(m) for m in (31, 9, 0, 30, 5))) >= 2
    assert count(hasty, decision(0), decision(10)) == 1


READ = (Match(event=EventType.CHAPTER_STARTED), Match(event=EventType.CHAPTER_COMPLETED))


def test_a_sequence_is_counted_when_it_is_complete_in_time() -> None:
    reading = SequenceOf(parts=READ, within=1_800)
    assert count(reading, begun(0), decision(5), done(20)) == 1
    assert count(reading, begun(0), done(31)) == 0
    assert count(reading, done(0), begun(5)) == 0
    assert count(reading, begun(0), done(5), begun(6), done(9), done(10)) == 2
    assert count(reading, done(5), begun(0)) == 1  # heard late, sorted by when it happened


def test_nothing_lies_between_in_a_strict_sequence() -> None:
    parts = (*READ, Match(event=EventType.DECISION_MADE))
    strict = SequenceOf(parts=parts, within=1_800, strict=True)
    assert count(strict, begun(0), done(1), decision(2)) == 1
    assert count(strict, begun(0), decision(1), done(2), decision(3)) == 0


def test_a_set_is_of_achievements() -> None:
    keys = SetOf(codes=("a", "b"))
    unlocked = [AchievementUnlockedEvent(user_id=7, achievement_id=c) for c in "axab"]
    assert count(keys, *unlocked) == 2


def test_all_any_and_not() -> None:
    chapter = Part(of=CountOf(event=EventType.CHAPTER_COMPLETED))
    decided = Part(of=CountOf(event=EventType.DECISION_MADE), goal=2)
    never = Part(of=CountOf(event=EventType.DECISION_MADE), negated=True)
    both = AllOf(parts=(chapter, decided))
    assert [count(both, *events) for events in ((done(),), (done(), decision()))] == [1, 1]
    assert count(both, decision(), decision(), done()) == 2
    assert count(AnyOf(parts=(chapter, decided)), decision(), decision()) == 1
    pure = AllOf(parts=(chapter, never))
    assert count(pure, done()) == 2
    assert count(pure, decision(), done()) < 2
    assert count(pure, done(), decision()) == 2  # what was met once stays met


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "sum", "event": EventType.DECISION_MADE, "field": "chapter_id"},
        {"kind": "sum", "event": EventType.DECISION_MADE, "field": "__class__"},
        {"kind": "distinct", "event": EventType.DECISION_MADE, "field": "character_impacts"},
        {"kind": "distinct", "event": EventType.DECISION_MADE, "field": "user_id"},
        {"kind": "window", "event": EventType.DECISION_MADE, "seconds": 0},
        {"kind": "sequence", "parts": [{"event": EventType.DECISION_MADE}], "within": 5},
        {"kind": "all", "parts": [{"of": {"kind": "streak"}, "negated": True}]},
        {"kind": "any", "parts": [{"of": {"kind": "streak"}, "negated": True}]},
        {"kind": "eval", "source": "1"},
    ],
)
def test_a4_t4_a_criterion_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ANY.validate_python(wrong, strict=False)


def test_contains_looks_into_lists_and_tables() -> None:
    moved = Condition(field="character_impacts", op="contains", value="diana")
    match = Match(event=EventType.DECISION_MADE, where=(moved,))
    for impacts, expected in (({"diana": 1}, True), ({"mote": 1}, False)):
        event = StoryDecisionMadeEvent(
            user_id=7, chapter_id="one", decision_id="door", character_impacts=impacts
        )
        assert match.fits(event) is expected


def test_a_season_is_a_quarter_of_a_utc_year_and_counts_anew() -> None:
    seasonal = Achievement(
        code="x",
        scope="season",
        criterion=CountOf(event=EventType.DECISION_MADE),
        tiers=(Tier(goal=1),),
    )
    assert seasonal.period_of(NOON) == "2026-Q1"
    assert seasonal.period_of(datetime(2026, 12, 31, 23, tzinfo=UTC)) == "2026-Q4"


@given(st.lists(st.sampled_from([0, 1, 2]), max_size=30))
def test_whatever_happens_steps_never_go_back(history: list[int]) -> None:
    kinds = (begun, done, decision)
    events = [kinds[kind](minute) for minute, kind in enumerate(history)]
    for criterion in (
        SequenceOf(parts=READ, within=1_800),
        WindowOf(event=EventType.DECISION_MADE, seconds=300),
        AllOf(
            parts=(
                Part(of=CountOf(event=EventType.CHAPTER_COMPLETED)),
                Part(of=CountOf(event=EventType.DECISION_MADE), negated=True),
            )
        ),
    ):
        state: State = {}
        for event in events:
            after = criterion.fold(state, event)
            assert steps(after) >= steps(state)
            state = after
