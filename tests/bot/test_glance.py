"""The profile: what a player has and what is nearly theirs, seen from the reader's chair."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from bot.features.profile import views
from bot.goals import (
    AchievementGoals,
    Glance,
    Glances,
    Goal,
    ItemGoals,
    LevelGoals,
    StreakGoals,
)
from bot.i18n import Translators
from bot.ui.cards.profile import FRAMES
from bot.ui.show import fits_together
from domains.core import StoryDecisionMadeEvent, UserActivityDetectedEvent
from domains.core.testing import harness
from domains.gamification import module
from domains.gamification.achievements.model import Unlock
from domains.gamification.content.items import ITEMS
from domains.gamification.inventory.model import Wear
from domains.gamification.model import Profile
from tests.support.schema import import_tables

TRANSLATORS = Translators()
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def profile(**changed: int | None) -> Profile:
    numbers = {
        "balance": 1_240,
        "xp": 2_300,
        "level": 7,
        "level_floor_xp": 2_100,
        "next_level_xp": 2_800,
        "streak": 12,
        "best_streak": 20,
        "unlocked": 9,
        "achievements": 34,
        **changed,
    }
    unlocks = (Unlock("first_step", 1, NOW), Unlock("first_step", 2, NOW))
    return Profile(**numbers, recent_unlocks=unlocks)  # type: ignore[arg-type]


GOALS = (
    Goal("item", 97, 100, {"code": "spare_minute"}),
    Goal("streak", 12, 14, {"days": 14}),
    Goal("level", 200, 700, {"level": 8}),
)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "3 besitos to “A spare minute”"), ("es", "3 besitos para «Un minuto de sobra»")],
)
def test_the_profile_says_how_near_the_next_thing_is(language: str, words: str) -> None:
    t = TRANSLATORS.of(language)
    screen = views.profile("Ada", Glance(profile(), 4_212, GOALS), t, b"")
    assert words in screen.text
    assert "4\u202f212" in screen.text
    assert fits_together(screen, [])
    assert screen.picture is not None
    assert "Ada" in screen.picture.alt


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_the_card_tells_the_same_once(language: str) -> None:
    card = views.profile_card("Ada", Glance(profile(), None, GOALS), TRANSLATORS.of(language))
    assert len(card.figures) == 4
    assert len(card.unlocks) == 1
    assert TRANSLATORS.of(language)("item.spare_minute.name") in card.goals[0]
    assert card.share == pytest.approx(200 / 700)
    assert Image.open(io.BytesIO(card.draw())).width == 1080


def test_at_the_top_there_is_still_something_to_say() -> None:
    glance = Glance(profile(next_level_xp=None), None, ())
    assert "Lucien" in views.profile("Ada", glance, TRANSLATORS.of("en"), b"").text
    assert views.profile_card("Ada", glance, TRANSLATORS.of("es")).share == 1


def test_an_achievement_without_public_words_is_not_given_away() -> None:
    goal = Goal("achievement", 9, 10, {"code": "nobody_knows"})
    text = views.profile("Ada", Glance(profile(), None, (goal,)), TRANSLATORS.of("en"), b"").text
    assert "nobody_knows" not in text


async def test_the_nearest_goals_come_first_one_of_a_kind() -> None:
    import_tables()
    async with harness() as kit:
        game = module.build(kit.kernel)
        await kit.start(game.subscriptions)
        await kit.publish(
            UserActivityDetectedEvent(user_id=7, activity="update"),
            *(
                StoryDecisionMadeEvent(
                    user_id=7, chapter_id="one", decision_id="d", occasion=str(n), points=10
                )
                for n in range(3)
            ),
        )
        await kit.settle()
        sources = (
            LevelGoals(),
            StreakGoals(game.book),
            AchievementGoals(game.service),
            ItemGoals(game.market.shop),
        )
        boards, bag = game.boards.leaderboards, game.market.bag
        glance = await Glances(game.service, boards, bag, sources).of(7)
        nobody = await Glances(game.service, boards, bag, sources[:3]).of(8)
    assert "item" in {goal.kind for goal in glance.goals}
    assert len(glance.goals) == 3
    assert len({goal.kind for goal in glance.goals}) == 3
    shares = [goal.share for goal in glance.goals]
    assert shares == sorted(shares, reverse=True)
    assert glance.rank == 1
    assert (nobody.rank, [goal.kind for goal in nobody.goals]) == (None, ["level"])


def test_what_somebody_wears_is_on_their_profile_and_their_card() -> None:
    t = TRANSLATORS.of("en")
    worn = {"title": "title_guest", "frame": "frame_brass"}
    plain, dressed = (Glance(profile(), None, (), each) for each in ({}, worn))
    assert "Ada, The Guest Who Stayed" in views.profile("Ada", dressed, t, b"").text
    cards = [views.profile_card("Ada", each, t) for each in (plain, dressed)]
    assert cards[1].draw() != replace(cards[1], frame="").draw() != cards[0].draw()


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_every_title_and_frame_of_the_shop_can_be_seen(language: str) -> None:
    t = TRANSLATORS.of(language)
    for item in ITEMS:
        if isinstance(item.effect, Wear):
            is_title = item.effect.slot == "title"
            assert t.has(f"worn.{item.code}") if is_title else item.code in FRAMES
