"""The achievements of the game. Their words are in the bot's catalogues, by code."""

from __future__ import annotations

from typing import Any

from domains.core.events import EventType
from domains.gamification.achievements.model import Achievement, Catalogue, Tier
from domains.gamification.content.achievements_games import GAMES
from domains.gamification.criteria.model import (
    AllOf,
    AnyOf,
    CountOf,
    DistinctOf,
    ManualOf,
    Part,
    SetOf,
    StreakOf,
    SumOf,
    ThresholdOf,
)
from domains.gamification.filters.model import Condition, Match
from domains.gamification.timing.model import SequenceOf, WindowOf

LAST_CHAPTER = "ch10"
HALF_HOUR, WEEK = 1_800, 7 * 86_400


def _is(field: str, value: bool | int | str | tuple[int | str, ...], op: Any = "==") -> Condition:
    return Condition(field=field, op=op, value=value)


def _tiers(*pairs: tuple[int, int]) -> tuple[Tier, ...]:
    return tuple(Tier(goal=goal, reward=reward) for goal, reward in pairs)


FIRST_TIME = _is("first_time", value=True)
ANEW = _is("is_retaken", value=False)
"""Taking a decision back and making it again is no way to count to a hundred."""
DECISIONS = CountOf(event=EventType.DECISION_MADE, where=(ANEW,))
KEPT = _is("is_broken", value=False)
PRICE = _is("action_type", "decision_price")


def _clue(clue_id: str) -> CountOf:
    return CountOf(event=EventType.CLUE_FOUND, where=(_is("clue_id", clue_id),))


def _close_to(character: str, value: int) -> CountOf:
    where = (_is("character_id", character), _is("relationship_after", value, ">="))
    return CountOf(event=EventType.CHARACTER_INTERACTION, where=where)


STORY = (
    Achievement(
        code="first_step",
        category="story",
        criterion=DECISIONS,
        tiers=_tiers((1, 20)),
    ),
    Achievement(
        code="chapter_one",
        category="story",
        criterion=CountOf(event=EventType.CHAPTER_COMPLETED, where=(FIRST_TIME,)),
        tiers=_tiers((1, 50)),
    ),
    Achievement(
        code="crossroads",
        category="story",
        criterion=DECISIONS,
        tiers=_tiers((10, 50), (50, 150), (200, 400), (500, 1_000)),
    ),
    Achievement(
        code="reader",
        category="story",
        criterion=DistinctOf(event=EventType.CHAPTER_COMPLETED, field="chapter_id"),
        tiers=_tiers((3, 150), (6, 300), (10, 750)),
    ),
    Achievement(
        code="second_thoughts",
        category="story",
        criterion=CountOf(
            event=EventType.CHAPTER_COMPLETED, where=(_is("first_time", value=False),)
        ),
        tiers=_tiers((1, 30), (5, 100)),
    ),
    Achievement(
        code="magpie",
        category="story",
        criterion=DistinctOf(event=EventType.CLUE_FOUND, field="clue_id"),
        tiers=_tiers((3, 60), (6, 150), (9, 400)),
    ),
    Achievement(
        code="both_halves",
        category="story",
        visibility="hidden",
        criterion=AllOf(parts=(Part(of=_clue("half_ana")), Part(of=_clue("half_di")))),
        tiers=_tiers((2, 120)),
    ),
    Achievement(
        code="listening",
        category="story",
        visibility="hidden",
        criterion=_clue("sixth"),
        tiers=_tiers((1, 100)),
    ),
    Achievement(
        code="many_mornings",
        category="story",
        criterion=DistinctOf(
            event=EventType.CHAPTER_COMPLETED,
            field="ending_id",
            where=(_is("chapter_id", LAST_CHAPTER),),
        ),
        tiers=_tiers((1, 200), (3, 400), (5, 1_000)),
    ),
    Achievement(
        code="past_three",
        category="story",
        visibility="secret",
        criterion=CountOf(
            event=EventType.CHAPTER_COMPLETED,
            where=(_is("chapter_id", LAST_CHAPTER), _is("ending_id", "four")),
        ),
        tiers=_tiers((1, 500)),
    ),
    Achievement(
        code="on_the_stairs",
        category="story",
        criterion=_close_to("diana", 3),
        tiers=_tiers((1, 80)),
    ),
    Achievement(
        code="in_triplicate",
        category="story",
        visibility="hidden",
        criterion=_close_to("quince", 2),
        tiers=_tiers((1, 80)),
    ),
    Achievement(
        code="acquaintances",
        category="story",
        criterion=DistinctOf(event=EventType.CHARACTER_INTERACTION, field="character_id"),
        tiers=_tiers((2, 40), (4, 80), (6, 200)),
    ),
    Achievement(
        code="in_one_breath",
        category="story",
        criterion=WindowOf(event=EventType.DECISION_MADE, where=(ANEW,), seconds=600),
        tiers=_tiers((12, 60)),
    ),
    Achievement(
        code="door_to_door",
        category="story",
        criterion=SequenceOf(
            parts=(
                Match(event=EventType.CHAPTER_STARTED),
                Match(event=EventType.CHAPTER_COMPLETED, where=(FIRST_TIME,)),
            ),
            within=HALF_HOUR,
        ),
        tiers=_tiers((1, 60), (3, 150)),
    ),
    Achievement(
        code="dear_choices",
        category="story",
        criterion=SumOf(event=EventType.POINTS_DEDUCTED, field="points_amount", where=(PRICE,)),
        tiers=_tiers((100, 50), (500, 200)),
    ),
    Achievement(
        code="not_one_besito",
        category="story",
        visibility="hidden",
        criterion=AllOf(
            parts=(
                Part(of=DistinctOf(event=EventType.CHAPTER_COMPLETED, field="chapter_id"), goal=5),
                Part(of=CountOf(event=EventType.POINTS_DEDUCTED, where=(PRICE,)), negated=True),
            )
        ),
        tiers=_tiers((2, 150)),
    ),
)

HABIT = (
    Achievement(code="faithful", category="habit", criterion=StreakOf(), tiers=_tiers((3, 50))),
    Achievement(
        code="lamplighter",
        category="habit",
        criterion=StreakOf(),
        tiers=_tiers((7, 100), (30, 400), (100, 1_500), (365, 5_000)),
    ),
    Achievement(
        code="regular",
        category="habit",
        criterion=CountOf(event=EventType.STREAK_UPDATED, where=(KEPT,)),
        tiers=_tiers((10, 80), (50, 300), (200, 1_000)),
    ),
    Achievement(
        code="back_again",
        category="habit",
        criterion=SequenceOf(
            parts=(
                Match(event=EventType.STREAK_UPDATED, where=(_is("is_broken", value=True),)),
                Match(event=EventType.STREAK_UPDATED, where=(KEPT,)),
            ),
            within=WEEK,
        ),
        tiers=_tiers((1, 60)),
    ),
    Achievement(
        code="whole_season",
        category="habit",
        scope="season",
        criterion=CountOf(event=EventType.STREAK_UPDATED, where=(KEPT,)),
        tiers=_tiers((60, 500)),
    ),
)

MILESTONES = (
    Achievement(
        code="climber",
        criterion=ThresholdOf(stat="level"),
        tiers=_tiers((5, 100), (10, 250), (25, 750), (50, 2_000)),
    ),
    Achievement(
        code="experience",
        criterion=ThresholdOf(stat="xp"),
        tiers=_tiers((1_000, 100), (10_000, 400), (50_000, 1_500)),
    ),
    Achievement(
        code="full_purse",
        criterion=ThresholdOf(stat="balance"),
        tiers=_tiers((1_000, 50), (10_000, 300), (50_000, 1_500)),
    ),
    Achievement(
        code="harvest",
        criterion=SumOf(event=EventType.POINTS_AWARDED, field="points_amount"),
        tiers=_tiers((1_000, 100), (10_000, 500), (100_000, 2_500)),
    ),
    Achievement(
        code="generous_hand",
        criterion=SumOf(event=EventType.POINTS_DEDUCTED, field="points_amount"),
        tiers=_tiers((200, 50), (2_000, 200), (10_000, 800)),
    ),
    Achievement(
        code="cabinet",
        criterion=DistinctOf(event=EventType.ACHIEVEMENT_UNLOCKED, field="achievement_id"),
        tiers=_tiers((5, 100), (15, 300), (25, 1_000)),
    ),
)

HOUSE = (
    Achievement(
        code="three_keys",
        category="house",
        criterion=SetOf(codes=("first_step", "chapter_one", "faithful")),
        tiers=_tiers((3, 100)),
    ),
    Achievement(
        code="patron",
        category="house",
        criterion=AllOf(
            parts=(
                Part(
                    of=AnyOf(
                        parts=tuple(
                            Part(
                                of=CountOf(
                                    event=EventType.USER_SUBSCRIPTION_CHANGED,
                                    where=(_is("new_plan", plan),),
                                )
                            )
                            for plan in ("vip", "premium")
                        )
                    )
                ),
                Part(of=DECISIONS, goal=10),
            )
        ),
        tiers=_tiers((2, 150)),
    ),
    Achievement(
        code="by_his_hand",
        category="house",
        visibility="hidden",
        criterion=ManualOf(),
        tiers=_tiers((1, 200)),
    ),
)

CATALOGUE = Catalogue((*STORY, *HABIT, *GAMES, *HOUSE, *MILESTONES))
