"""A story says what was achieved; gamification says what it is worth. Neither knows the other."""

from __future__ import annotations

from domains.core import (
    AchievementUnlockedEvent,
    EventType,
    StoryAchievementEarnedEvent,
    StoryDecisionMadeEvent,
)
from domains.core.testing import BusHarness
from domains.gamification import module as gamification
from domains.gamification.achievements.model import Achievement, Catalogue, Tier, Words
from domains.gamification.achievements.service import Achievements
from domains.gamification.criteria.model import CountOf
from domains.gamification.filters.model import Condition
from domains.gamification.points.service import Points
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from domains.narrative import module as narrative
from domains.narrative.engine.library import StoryLibrary, StoryVersion
from domains.narrative.service import StoryView
from tests.domains.narrative.chapters import purse, reworded

ADA = 101
CODE = "light_fingers"
TAGS = '"#","^achievement: light_fingers","/#",'


def story() -> StoryVersion:
    return reworded(purse(), "first", '"^Heavy. ",', f'"^Heavy. ",{TAGS}')


async def define(kit: BusHarness) -> None:
    book = Rulebook()
    desk = Achievements(Catalogue(()), Rewards(book, Points(book)))
    counted = CountOf(
        event=EventType.STORY_ACHIEVEMENT_EARNED,
        where=(Condition(field="achievement_id", op="==", value=CODE),),
    )
    words = {code: Words(name="Light fingers", description="Take it.") for code in ("en", "es")}
    one = Achievement(code=CODE, criterion=counted, tiers=(Tier(goal=1, reward=25),), words=words)
    async with kit.kernel.uow() as tx:
        await desk.define(tx, one)


async def test_a_page_that_is_reached_for_the_first_time_unlocks_what_counts_it(
    kit: BusHarness,
) -> None:
    game = gamification.build(kit.kernel)
    tale = narrative.build(kit.kernel, library=StoryLibrary({"purse": story()}), story_id="purse")
    await kit.start((*game.subscriptions, *tale.subscriptions))
    await define(kit)

    async def take_it(view: StoryView) -> StoryView:
        place = {"run_id": view.run_id, "turn": view.turn, "choice": 0}
        return (await tale.service.choose(ADA, **place, language="en")).view

    end = await take_it(await tale.service.open(ADA, "en"))
    await kit.settle()
    told = kit.published.of(StoryAchievementEarnedEvent)
    assert [event.achievement_id for event in told] == [CODE]
    unlocked = kit.published.one(AchievementUnlockedEvent, achievement_id=CODE)
    assert (unlocked.user_id, unlocked.points_reward) == (ADA, 25)
    again = await tale.service.undo(ADA, run_id=end.run_id, turn=end.turn, language="en")
    await take_it(again)
    await kit.settle()
    assert len(kit.published.of(StoryAchievementEarnedEvent)) == 1
    assert kit.published.one(AchievementUnlockedEvent, achievement_id=CODE) == unlocked
    assert kit.failures == []


async def test_a_decision_that_is_taken_back_and_made_again_counts_once(kit: BusHarness) -> None:
    game = gamification.build(kit.kernel)
    tale = narrative.build(kit.kernel, library=StoryLibrary({"purse": purse()}), story_id="purse")
    await kit.start((*game.subscriptions, *tale.subscriptions))
    view = await tale.service.open(ADA, "en")
    for _ in range(3):
        place = {"run_id": view.run_id, "turn": view.turn}
        taken = (await tale.service.choose(ADA, **place, choice=0, language="en")).view
        place = {"run_id": taken.run_id, "turn": taken.turn}
        view = await tale.service.undo(ADA, **place, language="en")
    await kit.settle()
    decided = kit.published.of(StoryDecisionMadeEvent)
    assert [event.is_retaken for event in decided] == [False, True, True]
    cabinet = {each.code: each.steps for each in await game.service.achievements_view(ADA)}
    assert cabinet["crossroads"] == 1
