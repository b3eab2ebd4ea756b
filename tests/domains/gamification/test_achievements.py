"""Achievements are data: checked when loaded, counted exactly, unlocked once."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from domains.core import (
    AchievementUnlockedEvent,
    DayPassedEvent,
    EventType,
    Kernel,
    LevelReachedEvent,
    StoryDecisionMadeEvent,
    StreakUpdatedEvent,
    UserRegisteredEvent,
)
from domains.core.testing import BusHarness, Record
from domains.gamification import module
from domains.gamification.achievements.errors import InvalidCatalogueError, UnknownAchievementError
from domains.gamification.achievements.model import (
    Achievement,
    Catalogue,
    Tier,
    Words,
)
from domains.gamification.achievements.service import Achievements
from domains.gamification.achievements.subscribers import COUNTING
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.criteria.model import CountOf, ManualOf, StreakOf, ThresholdOf
from domains.gamification.filters.model import Condition
from domains.gamification.module import GamificationModule
from domains.gamification.points.service import Points
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from tests.domains.gamification.conftest import Say

PLAYER = 7
DECIDED = CountOf(event=EventType.DECISION_MADE)
TIERS = (Tier(goal=3, reward=5), Tier(goal=10, reward=10), Tier(goal=50, reward=20))


def counting(*achievements: Achievement) -> Achievements:
    book = Rulebook()
    return Achievements(Catalogue(achievements), Rewards(book, Points(book)))


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


def test_the_game_has_thirty_achievements_and_every_counter_is_heard(
    game: GamificationModule,
) -> None:
    (counting,) = [s for s in game.subscriptions if s.name == COUNTING]
    assert set(CATALOGUE.event_types) <= set(counting.patterns)
    assert len(CATALOGUE.newest) >= 30
    assert {a.visibility for a in CATALOGUE.newest} == {"public", "hidden", "secret"}


async def test_a4_t1_the_whole_log_twice_more_unlocks_nothing_new(
    game: GamificationModule, say: Say, kit: BusHarness, record: Record
) -> None:
    await game.service.define_achievement(
        Achievement(code="decider", criterion=DECIDED, tiers=TIERS)
    )
    await say(*(decision(10, f"c{n}") for n in range(12)))
    everything = list(record.events)
    before = await game.service.profile(PLAYER)
    for _ in range(2):
        kit.redeliver(everything)
        await kit.settle()
    assert await game.service.profile(PLAYER) == before
    # Redelivered events are on record again, as themselves: no new one was published.
    assert len({e.event_id for e in record.of(AchievementUnlockedEvent)}) == before.unlocked > 1


async def test_a4_t5_what_is_secret_or_hidden_is_named_nowhere(
    game: GamificationModule, kernel: Kernel, say: Say
) -> None:
    for visibility in ("secret", "hidden"):
        await game.service.define_achievement(
            Achievement(
                code=f"the_{visibility}_one",
                criterion=DECIDED,
                visibility=visibility,
                tiers=(Tier(goal=2),),
            )
        )
    total = (await game.service.profile(PLAYER)).achievements
    await say(decision())
    said = f"{await game.service.achievements_view(PLAYER)}{await game.service.export(PLAYER)}"
    assert "the_secret_one" not in said
    assert "the_hidden_one" not in said
    assert sum(view.is_hidden for view in await game.service.achievements_view(PLAYER)) == 1
    await say(decision())
    assert (await game.service.profile(PLAYER)).achievements == total
    codes = {view.code for view in await game.service.achievements_view(PLAYER)}
    assert {"the_secret_one", "the_hidden_one"} <= codes
    assert "the_secret_one" in str(await game.service.export(PLAYER))


async def test_what_is_given_by_hand_is_given_once_and_taken_for_good(
    kernel: Kernel, game: GamificationModule
) -> None:
    await game.service.define_achievement(
        Achievement(code="gift_of_his", criterion=ManualOf(), tiers=(Tier(goal=1),))
    )

    async def give(code: str = "gift_of_his") -> bool:
        async with kernel.uow() as tx:
            return await game.achievements.grant(tx, PLAYER, code, 1, decided_by=1, note="lamp")

    assert await give()
    assert not await give()
    with pytest.raises(UnknownAchievementError):
        await give("first_step")
    async with kernel.uow() as tx:
        assert await game.achievements.revoke(tx, PLAYER, "gift_of_his", 1, "x") == 1
    assert not await give()
    assert (await game.service.profile(PLAYER)).unlocked == 0


async def test_who_began_an_older_version_goes_on_with_it(
    game: GamificationModule, say: Say
) -> None:
    old = Achievement(code="walker", criterion=DECIDED, tiers=(Tier(goal=3),))
    await game.service.define_achievement(old)
    await say(decision())
    harder = old.model_copy(update={"version": 2, "tiers": (Tier(goal=30),)})
    await game.service.define_achievement(harder)
    other = StoryDecisionMadeEvent(user_id=8, chapter_id="one", decision_id="door")
    await say(other)
    goals = {
        user_id: next(
            v.goal for v in await game.service.achievements_view(user_id) if v.code == "walker"
        )
        for user_id in (PLAYER, 8)
    }
    assert goals == {PLAYER: 3, 8: 30}


async def test_what_is_published_only_gets_easier(game: GamificationModule) -> None:
    old = Achievement(code="walker", criterion=DECIDED, tiers=(Tier(goal=3),))
    await game.service.define_achievement(old)
    for wrong in (
        {"tiers": (Tier(goal=4),)},
        {"criterion": StreakOf()},
        {"scope": "season"},
    ):
        with pytest.raises(InvalidCatalogueError):
            await game.service.define_achievement(old.model_copy(update=wrong))


async def test_a_definition_holds_at_once_on_every_instance(
    game: GamificationModule, kernel: Kernel
) -> None:
    elsewhere = module.build(kernel)
    words = {"en": Words(name="Walker", description="Walk.")}
    await game.service.define_achievement(
        Achievement(code="walker", criterion=DECIDED, tiers=(Tier(goal=3),), words=words)
    )
    codes = [view.code for view in await elsewhere.service.achievements_view(PLAYER)]
    assert "walker" in codes
    assert elsewhere.service.achievement_name("walker", "es") == "Walker"


async def test_how_many_hold_one_is_counted_once_a_day(game: GamificationModule, say: Say) -> None:
    await say(decision(), UserRegisteredEvent(user_id=8), UserRegisteredEvent(user_id=9))
    await say(DayPassedEvent(started_at=datetime(2026, 3, 1, tzinfo=UTC)))
    gallery = {v.code: v.holders_bps for v in await game.service.achievements_view(PLAYER)}
    assert (gallery["first_step"], gallery["faithful"]) == (3_333, 0)
