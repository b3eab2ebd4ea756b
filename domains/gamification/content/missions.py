"""The missions of the game. Their words are in the bot's catalogues, by code."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from domains.core.events import EventType
from domains.gamification.criteria.model import (
    CountOf,
    Criterion,
    DistinctOf,
    SumOf,
    ThresholdOf,
)
from domains.gamification.filters.model import Condition
from domains.gamification.missions.model import Cadence, Needs, Template

UNREAD, READ = Needs(unread_chapter=True), Needs(read_chapter=True)


def _count(event: str, **where: bool | int | str) -> CountOf:
    conditions = tuple(Condition(field=f, op="==", value=v) for f, v in where.items())
    return CountOf(event=event, where=conditions)


def _mission(
    code: str, cadence: Cadence, criterion: Criterion, goal: int, reward: int, **more: Any
) -> Template:
    named = {"family": code, **more}
    return Template(
        code=code, cadence=cadence, criterion=criterion, goal=goal, reward=reward, **named
    )


_DECISIONS = _count(EventType.DECISION_MADE, is_retaken=False)
_NEW_CHAPTERS = _count(EventType.CHAPTER_COMPLETED, first_time=True)
_ANSWERS = _count(EventType.TRIVIA_ANSWERED)
_RIGHT = _count(EventType.TRIVIA_ANSWERED, is_correct=True)
_EARNED = SumOf(event=EventType.POINTS_AWARDED, field="points_amount")
_KEPT = _count(EventType.STREAK_UPDATED, is_broken=False)

DAILY = (
    _mission("d_decide_few", Cadence.DAILY, _DECISIONS, 3, 25, family="decide", weight=20),
    _mission("d_decide_many", Cadence.DAILY, _DECISIONS, 10, 60, family="decide"),
    _mission("d_new_page", Cadence.DAILY, _NEW_CHAPTERS, 1, 60, family="read", needs=UNREAD),
    _mission(
        "d_old_page",
        Cadence.DAILY,
        _count(EventType.CHAPTER_COMPLETED, first_time=False),
        1,
        40,
        family="read",
        needs=READ,
        weight=4,
    ),
    _mission("d_questions", Cadence.DAILY, _ANSWERS, 3, 30, family="trivia", weight=15),
    _mission("d_right_answers", Cadence.DAILY, _RIGHT, 3, 45, family="trivia"),
    _mission("d_unwrap", Cadence.DAILY, _count(EventType.DAILY_GIFT_CLAIMED), 1, 15, weight=15),
    _mission("d_throw", Cadence.DAILY, _count(EventType.DICE_THROWN), 1, 15),
    _mission("d_earn", Cadence.DAILY, _EARNED, 120, 35),
    _mission(
        "d_look_in",
        Cadence.DAILY,
        _count(EventType.USER_ACTIVITY_DETECTED),
        2,
        15,
        is_fallback=True,
    ),
    _mission(
        "d_one_answer", Cadence.DAILY, _ANSWERS, 1, 15, family="one_answer", is_fallback=True
    ),
    _mission(
        "d_one_choice", Cadence.DAILY, _DECISIONS, 1, 15, family="one_choice", is_fallback=True
    ),
)

WEEKLY = (
    _mission("w_chapters", Cadence.WEEKLY, _NEW_CHAPTERS, 2, 180, family="read", needs=UNREAD),
    _mission("w_decisions", Cadence.WEEKLY, _DECISIONS, 30, 150),
    _mission("w_right_answers", Cadence.WEEKLY, _RIGHT, 12, 150, family="trivia"),
    _mission("w_evenings", Cadence.WEEKLY, _KEPT, 4, 120, weight=15),
    _mission(
        "w_faces",
        Cadence.WEEKLY,
        DistinctOf(event=EventType.CHARACTER_INTERACTION, field="character_id"),
        3,
        120,
        needs=UNREAD,
    ),
    _mission("w_errands", Cadence.WEEKLY, _count(EventType.MISSION_COMPLETED), 8, 160),
    _mission("w_earn", Cadence.WEEKLY, _EARNED, 1_000, 150, is_fallback=True),
    _mission(
        "w_gifts",
        Cadence.WEEKLY,
        _count(EventType.DAILY_GIFT_CLAIMED),
        4,
        100,
        is_fallback=True,
    ),
)

ONCE = (
    _mission("o_first_clue", Cadence.ONCE, _count(EventType.CLUE_FOUND), 1, 50, needs=UNREAD),
    _mission("o_first_question", Cadence.ONCE, _RIGHT, 1, 30),
    _mission("o_level_five", Cadence.ONCE, ThresholdOf(stat="level"), 5, 120),
    _mission("o_first_duel", Cadence.ONCE, _count(EventType.DUEL_FINISHED), 1, 80),
)

OCCASIONS = (
    _mission(
        "e_long_nights",
        Cadence.EVENT,
        _KEPT,
        10,
        400,
        starts_at=datetime(2026, 12, 15, tzinfo=UTC),
        ends_at=datetime(2027, 1, 7, tzinfo=UTC),
    ),
    _mission(
        "e_hour_taken",
        Cadence.EVENT,
        _DECISIONS,
        40,
        300,
        starts_at=datetime(2027, 3, 22, tzinfo=UTC),
        ends_at=datetime(2027, 4, 5, tzinfo=UTC),
    ),
)

MISSIONS = (*DAILY, *WEEKLY, *ONCE, *OCCASIONS)
