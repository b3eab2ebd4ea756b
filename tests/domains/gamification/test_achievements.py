"""Achievements are data: checked when loaded, counted exactly, unlocked once."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from pydantic import ValidationError

from domains.core import (
    AchievementUnlockedEvent,
    EventType,
    Kernel,
    LevelReachedEvent,
    StoryDecisionMadeEvent,
    StreakUpdatedEvent,
)
from domains.core.testing import Record
from domains.gamification import module
from domains.gamification.achievements.errors import InvalidCatalogueError
from domains.gamification.achievements.model import (
    Achievement,
    Catalogue,
    Condition,
    CountOf,
    StreakOf,
    ThresholdOf,
    Tier,
)
from domains.gamification.achievements.service import Achievements
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.module import GamificationModule
from domains.gamification.points.service import Points
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks.service import Streaks

PLAYER = 7
DECIDED = CountOf(event=EventType.DECISION_MADE)
TIERS = (Tier(goal=3, reward=5), Tier(goal=10, reward=10), Tier(goal=50, reward=20))


def counting(*achievements: Achievement) -> Achievements:
    book = Rulebook()
    streaks = Streaks()
    return Achievements(Catalogue(achievements), Rewards(book, Points(), streaks))


def decision(points: int = 0, chapter: str = "one") -> StoryDecisionMadeEvent:
    return StoryDecisionMadeEvent(
        user_id=PLAYER, chapter_id=chapter, decision_id="door", points=points
    )


async def test_a4_t3_concurrent_events_around_a_goal_unlock_it_once_and_count_exactly(
    kernel: Kernel, record: Record
) -> None:
    await kernel.bus.initialize()
    deciders = counting(Achievement(code="decider", criterion=DECIDED, tiers=TIERS))

    async def once() -> None:
        async with kernel.uow() as tx:
            await deciders.count(tx, PLAYER, decision())

    await asyncio.gather(*(once() for _ in range(100)))
    unlocked = [e.tier for e in record.of(AchievementUnlockedEvent)]
    assert unlocked == [1, 2, 3]
    async with kernel.uow.reading() as tx:
        (view,) = await deciders.gallery(tx, PLAYER)
    assert (view.steps, view.tier, view.tiers) == (100, 3, 3)
    assert (await module.build(kernel).service.profile(PLAYER)).balance == 35


async def test_a4_t7_a_jump_unlocks_every_tier_in_order(kernel: Kernel, record: Record) -> None:
    await kernel.bus.initialize()
    climbers = counting(
        Achievement(code="climber", criterion=ThresholdOf(stat="level"), tiers=TIERS)
    )
    async with kernel.uow() as tx:
        jump = LevelReachedEvent(user_id=PLAYER, level=50, lifetime_xp=122_500)
        await climbers.count(tx, PLAYER, jump)
    unlocked = [e.tier for e in record.of(AchievementUnlockedEvent)]
    assert unlocked == [1, 2, 3]


async def test_a_total_only_grows(kernel: Kernel) -> None:
    keepers = counting(Achievement(code="keeper", criterion=StreakOf(), tiers=TIERS))
    async with kernel.uow() as tx:
        for length in (1, 2, 0, 1):
            event = StreakUpdatedEvent(user_id=PLAYER, previous_streak=0, current_streak=length)
            await keepers.count(tx, PLAYER, event)
        (view,) = await keepers.gallery(tx, PLAYER)
    assert (view.steps, view.goal, view.unlocked_at) == (2, 3, None)


async def test_conditions_decide_what_counts(kernel: Kernel) -> None:
    rich = CountOf(
        event=EventType.DECISION_MADE,
        where=(
            Condition(field="points", op=">=", value=10),
            Condition(field="chapter_id", op="in", value=("one", "two")),
        ),
    )
    picky = counting(Achievement(code="picky", criterion=rich, tiers=TIERS))
    async with kernel.uow() as tx:
        for event in (decision(9), decision(10), decision(20, "three"), decision(20, "two")):
            await picky.count(tx, PLAYER, event)
        (view,) = await picky.gallery(tx, PLAYER)
    assert view.steps == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"criterion": {"kind": "count", "event": "user.registered"}},
        {"criterion": {"kind": "python", "source": "__import__('os')"}},
        {"criterion": {"kind": "threshold", "stat": "__class__"}},
        {"tiers": [{"goal": 3}, {"goal": 3}]},
        {"tiers": []},
        {"code": "With Spaces"},
        {"on_unlock": "format disk"},
        *(
            {"criterion": {"kind": "count", "event": EventType.DECISION_MADE, "where": [where]}}
            for where in (
                {"field": "points", "op": "__import__", "value": "os"},
                {"field": "__class__", "op": "==", "value": 1},
                {"field": "no_such_field", "op": "==", "value": 1},
                {"field": "points", "op": "==", "value": {"a": 1}},
            )
        ),
    ],
)
def test_a4_t4_a_definition_that_is_no_data_is_refused(wrong: dict[str, Any]) -> None:
    right = {
        "code": "decider",
        "criterion": {"kind": "count", "event": EventType.DECISION_MADE},
        "tiers": [{"goal": 1}],
    }
    assert Achievement.model_validate_json(json.dumps(right)).tiers[0].goal == 1
    with pytest.raises(ValidationError):
        Achievement.model_validate_json(json.dumps({**right, **wrong}))


def test_a_code_is_used_once() -> None:
    same = Achievement(code="decider", criterion=DECIDED, tiers=TIERS)
    with pytest.raises(InvalidCatalogueError):
        Catalogue((same, same))


def test_the_catalogue_of_the_game_is_heard(game: GamificationModule) -> None:
    heard = {
        subscription.patterns[0]
        for subscription in game.subscriptions
        if subscription.name.startswith("gamification.count:")
    }
    assert heard == {event.event_type for event in CATALOGUE.events}
    assert [a.code for a in CATALOGUE.achievements] == ["first_step", "chapter_one", "faithful"]
