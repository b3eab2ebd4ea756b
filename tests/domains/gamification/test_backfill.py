"""What happened before a definition was there is counted too: exactly, silently, once."""

from __future__ import annotations

import asyncio

import pytest

from domains.core import (
    AchievementsReviewedEvent,
    AchievementUnlockedEvent,
    EventType,
    Kernel,
    StoryDecisionMadeEvent,
)
from domains.core.testing import BusHarness, Record
from domains.gamification import module
from domains.gamification.achievements.errors import UnknownAchievementError
from domains.gamification.achievements.model import Achievement, Tier
from domains.gamification.backfill import service as backfill_service
from domains.gamification.backfill.model import Forecast
from domains.gamification.criteria.model import CountOf, DistinctOf
from domains.gamification.module import GamificationModule
from tests.domains.gamification.conftest import Say

WALKER = Achievement(
    code="walker",
    criterion=CountOf(event=EventType.DECISION_MADE),
    tiers=(Tier(goal=3, reward=5), Tier(goal=6, reward=7)),
)


def decision(user_id: int, chapter: str = "one") -> StoryDecisionMadeEvent:
    return StoryDecisionMadeEvent(user_id=user_id, chapter_id=chapter, decision_id="door")


async def review(game: GamificationModule, code: str = "walker") -> None:
    await game.goals.backfill.ask(code)
    while await game.goals.backfill.step():
        pass


async def steps_of(game: GamificationModule, user_id: int, code: str = "walker") -> int:
    gallery = await game.service.achievements_view(user_id)
    return next(view.steps for view in gallery if view.code == code)


async def test_a4_t2_a_new_achievement_finds_those_who_had_it_and_tells_each_once(
    game: GamificationModule, say: Say, record: Record, kit: BusHarness
) -> None:
    await say(*(decision(user) for user, times in ((1, 2), (2, 3), (3, 7)) for _ in range(times)))
    await game.service.define_achievement(WALKER)
    assert await game.goals.backfill.forecast("walker") == Forecast(3, 2, 3, 17)
    await review(game)
    await kit.settle()
    told = [(e.user_id, e.tier, e.counted) for e in record.of(AchievementsReviewedEvent)]
    assert told == [(2, 1, 3), (3, 2, 7)]
    silent = [e for e in record.of(AchievementUnlockedEvent) if e.achievement_id == "walker"]
    assert [(e.user_id, e.tier) for e in silent] == [(2, 1), (3, 1), (3, 2)]
    assert all(event.is_silent for event in silent)
    await say(decision(1))
    assert (await steps_of(game, 1), await steps_of(game, 3)) == (3, 7)
    live = [e for e in record.of(AchievementUnlockedEvent) if e.achievement_id == "walker"][3:]
    assert [(e.user_id, e.tier, e.is_silent) for e in live] == [(1, 1, False)]


async def test_a_review_may_be_asked_for_again_and_changes_nothing(
    game: GamificationModule, say: Say, record: Record
) -> None:
    await say(*(decision(2) for _ in range(4)))
    await game.service.define_achievement(WALKER)
    await say(decision(2))
    for _ in range(3):
        await review(game)
    assert await steps_of(game, 2) == 5
    assert len(record.of(AchievementsReviewedEvent)) == 1
    assert await game.goals.backfill.forecast("walker") == Forecast(1, 0, 0, 0)


async def test_what_is_counted_while_the_review_runs_is_counted_once(
    game: GamificationModule, say: Say, kit: BusHarness
) -> None:
    await say(*(decision(2) for _ in range(5)))
    await game.service.define_achievement(WALKER)
    await game.goals.backfill.ask("walker")
    await asyncio.gather(
        *(kit.publish(decision(2)) for _ in range(20)),
        *(game.goals.backfill.step() for _ in range(3)),
    )
    await kit.settle()
    await review(game)
    assert await steps_of(game, 2) == 25


async def test_a_review_goes_on_where_it_was_and_only_one_instance_works_at_it(
    game: GamificationModule,
    say: Say,
    kernel: Kernel,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backfill_service, "BATCH", 2)
    await say(*(decision(user) for user in range(1, 6) for _ in range(3)))
    await game.service.define_achievement(WALKER)
    asked = await game.goals.backfill.ask("walker")
    assert await game.goals.backfill.step()
    half = await game.goals.backfill.progress(asked)
    assert half is not None
    assert (half.players, half.done, half.is_finished) == (5, 2, False)
    elsewhere = module.build(kernel).goals.backfill
    while await elsewhere.step():
        pass
    whole = await game.goals.backfill.progress(asked)
    assert whole is not None
    assert (whole.done, whole.unlocked, whole.is_finished) == (5, 5, True)
    assert len(record.of(AchievementsReviewedEvent)) == 5


async def test_a4_t6_a_lower_goal_unlocks_and_a_higher_one_revokes_nobody(
    game: GamificationModule, say: Say
) -> None:
    await game.service.define_achievement(WALKER)
    await say(decision(1), decision(1), *(decision(2) for _ in range(3)))
    lower = WALKER.model_copy(update={"tiers": (Tier(goal=2, reward=5), Tier(goal=6, reward=7))})
    await game.service.define_achievement(lower)
    await review(game)
    assert {u: await tier_of(game, u) for u in (1, 2)} == {1: 1, 2: 1}
    harder = WALKER.model_copy(update={"version": 2, "tiers": (Tier(goal=50, reward=5),)})
    await game.service.define_achievement(harder)
    await review(game)
    assert {u: await tier_of(game, u) for u in (1, 2)} == {1: 1, 2: 1}


async def tier_of(game: GamificationModule, user_id: int) -> int:
    gallery = await game.service.achievements_view(user_id)
    view = next(view for view in gallery if view.code == "walker")
    return view.tier if view.unlocked_at else view.tier - 1


async def test_different_values_are_found_in_the_past(game: GamificationModule, say: Say) -> None:
    await say(*(decision(1, chapter) for chapter in ("one", "two", "one", "three")))
    wanderer = Achievement(
        code="wanderer",
        criterion=DistinctOf(event=EventType.DECISION_MADE, field="chapter_id"),
        tiers=(Tier(goal=3),),
    )
    await game.service.define_achievement(wanderer)
    await review(game, "wanderer")
    assert await steps_of(game, 1, "wanderer") == 3


async def test_nobody_reviews_what_is_not_defined(game: GamificationModule) -> None:
    with pytest.raises(UnknownAchievementError):
        await game.goals.backfill.ask("walker")
    assert not await game.goals.backfill.step()
