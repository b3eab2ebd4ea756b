"""What is said of goals and games, in both languages, and what is left to its own screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.achievements import views as cabinet
from bot.features.achievements.callbacks import Shelf
from bot.features.missions import views as missions
from bot.features.trivia import views as trivia
from bot.gateway.notifications import Notification
from bot.i18n import Translators
from bot.ui.rewards import reward_lines
from bot.ui.screen import Screen
from domains.gamification.content.questions import bank
from domains.gamification.criteria.model import CountOf
from domains.gamification.missions.model import ALWAYS, Assignment, Board
from domains.gamification.service import AchievementView
from domains.gamification.trivia.model import Asked

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LANGUAGES = ("en", "es")


def told(language: str, kind: str, **params: object) -> str:
    notification = Notification(1, 7, kind, params, "update:1", 0, NOW)
    return "\n".join(reward_lines([notification], Translators().of(language)))


def data(screen: Screen) -> list[str]:
    return [b.action.pack() for row in screen.rows for b in row if b.action is not None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_review_names_what_was_found_counts_it_and_says_what_it_paid(language: str) -> None:
    names = {"en": "Walker", "es": "Caminante <3"}
    line = told(
        language, "achievement.reviewed", code="walker", names=names, counted=1_234, amount=15
    )
    assert {"en": "Walker", "es": "Caminante &lt;3"}[language] in line
    assert "1\u202f234" in line
    assert "15" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_tier_is_told_as_one(language: str) -> None:
    first, second = (
        told(language, "achievement.unlocked", code="walker", tier=tier) for tier in (1, 2)
    )
    assert "walker</b>" in first
    assert "walker · 2</b>" in second


def test_a_name_nobody_knows_yet_is_no_reason_to_fail() -> None:
    assert "walker" in told("es", "achievement.unlocked", code="walker")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", ["won", "lost", "drawn", "expired"])
def test_every_end_of_a_duel_has_its_words(language: str, outcome: str) -> None:
    assert "10" in told(language, f"duel.{outcome}", stake=10, payout=10)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mission_that_is_done_says_which_and_one_of_former_days_too(language: str) -> None:
    known = told(language, "mission.completed", code="d_decide_few", goal=3, reward=25)
    assert "3" in known
    assert told(language, "mission.completed", code="long_gone", goal=1, reward=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_hidden_is_a_place_and_nothing_more(language: str) -> None:
    hidden = AchievementView("", "story", 1, 1, 0, 1, 0, None)
    screen = cabinet.cabinet([hidden], Shelf.STORY, 0, Translators().of(language))
    assert "?" in screen.text
    assert all(packed.startswith(("as:", "n:")) for packed in data(screen))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_s_buttons_say_where_and_never_what(language: str) -> None:
    question = bank().questions[0]
    asked = Asked(
        3, 7, question.id, "free", "free:0", "2031", NOW, NOW + timedelta(seconds=30), "open",
        None, None, 0,
    )  # fmt: skip
    screen = trivia.asked(asked, question, NOW, Translators().of(language))
    assert data(screen) == [f"qa:3:{place}" for place in range(4)]
    shown = [b.text for row in screen.rows for b in row]
    assert shown[asked.right] == question.words[language].options[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_is_not_begun_can_be_exchanged_and_only_what_is_done_claimed(
    language: str,
) -> None:
    def mission(number: int, status: str, done: int) -> Assignment:
        return Assignment(
            number, 7, "daily", "2026-03-02", str(number), "d_decide_few",
            CountOf(event="narrative.decision.made"), 3, 25, {"n": done}, status, 0, NOW, ALWAYS,
            ALWAYS,
        )  # fmt: skip

    given = (mission(1, "active", 0), mission(2, "active", 1), mission(3, "completed", 3))
    board = Board(given, {"daily": ALWAYS}, {"daily": 40}, 1, 30)
    t = Translators().of(language)
    assert data(missions.board(board, NOW, t)) == ["mc:3", "mo", "n:m"]
    assert data(missions.exchange(board, t)) == ["mx:1:0", "n:i"]
