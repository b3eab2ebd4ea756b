"""Questions: judged here, once, in time; and the bank they come from."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from pydantic import ValidationError

from domains.core import Kernel, PointsAwardedEvent, TriviaAnsweredEvent
from domains.core.testing import BusHarness, Record, SteppedClock
from domains.gamification import module
from domains.gamification.content.questions import LANGUAGES, bank
from domains.gamification.module import GamificationModule
from domains.gamification.rules.model import GameRules
from domains.gamification.rules.play.model import TriviaRules
from domains.gamification.trivia.errors import NoSuchQuestionError, QuestionOverError
from domains.gamification.trivia.model import (
    LONGEST_OPTION,
    Bank,
    Wording,
    order_of,
    worth,
)
from tests.domains.gamification.conftest import FEW

PLAYER = 7


def paid(record: Record) -> list[int]:
    return [e.points_amount for e in record.of(PointsAwardedEvent) if e.action_type == "trivia"]


async def test_a10_t1_two_answers_at_once_are_one(
    game: GamificationModule, record: Record
) -> None:
    asked = await game.goals.trivia.ask(PLAYER)
    verdicts = await asyncio.gather(
        *(
            game.goals.trivia.answer(PLAYER, asked.id, option)
            for option in (0, 1, 2, 3)
            for _ in (1, 2)
        )
    )
    assert sum(verdict.is_new for verdict in verdicts) == 1
    assert len({verdict.asked.answer for verdict in verdicts}) == 1
    assert len(record.of(TriviaAnsweredEvent)) == 1
    assert len(paid(record)) <= 1


async def test_a10_t2_an_answer_that_comes_too_late_is_refused(
    game: GamificationModule, clock: SteppedClock, record: Record
) -> None:
    asked = await game.goals.trivia.ask(PLAYER)
    clock.advance(30)
    with pytest.raises(QuestionOverError):
        await game.goals.trivia.answer(PLAYER, asked.id, asked.right)
    assert record.of(TriviaAnsweredEvent) == []
    assert (await game.goals.trivia.ask(PLAYER)).id != asked.id


async def test_a10_t3_where_the_right_answer_stands_follows_from_nothing_one_can_see(
    game: GamificationModule,
) -> None:
    places = Counter(order_of(b"secret", user, "free:0").index("0") for user in range(2_000))
    assert all(400 < places[place] < 600 for place in range(4))
    asked = await game.goals.trivia.ask(PLAYER)
    exported = (await game.service.export(PLAYER))["gamification_question"]
    assert "order" not in exported[0]
    question = game.goals.trivia.question(asked.question_id)
    text, options = asked.shown(question, "es")
    assert text == question.words["es"].text
    assert sorted(options) == sorted(question.words["es"].options)
    assert options[asked.right] == question.words["es"].options[0]


async def test_a_right_answer_pays_more_the_faster_it_is_and_a_wrong_one_nothing(
    game: GamificationModule, clock: SteppedClock, record: Record
) -> None:
    for seconds, option in ((4, 0), (9, 0), (20, 0), (1, 1)):
        asked = await game.goals.trivia.ask(PLAYER)
        clock.advance(seconds)
        verdict = await game.goals.trivia.answer(PLAYER, asked.id, (asked.right + option) % 4)
        assert verdict.asked.is_correct is (option == 0)
    rewards = [e.points_reward for e in record.of(TriviaAnsweredEvent)]
    levels = [e.difficulty for e in record.of(TriviaAnsweredEvent)]
    rules = TriviaRules()
    assert rewards == [
        *(worth(rules, d, s, is_daily=False) for d, s in zip(levels, (4, 9, 20), strict=False)),
        0,
    ]


async def test_nothing_is_asked_twice_before_everything_was_asked(
    game: GamificationModule, clock: SteppedClock
) -> None:
    seen = []
    for _ in range(len(bank().questions) + 1):
        asked = await game.goals.trivia.ask(PLAYER)
        seen.append(asked.question_id)
        clock.advance(31)
    assert len(set(seen[:-1])) == len(bank().questions)
    assert seen[-1] in seen[:-1]


async def test_looking_away_brings_no_other_question(game: GamificationModule) -> None:
    first = await game.goals.trivia.ask(PLAYER)
    assert await game.goals.trivia.ask(PLAYER) == first


async def test_the_question_of_the_day_is_the_same_for_all_once(
    game: GamificationModule, clock: SteppedClock
) -> None:
    asked = [await game.goals.trivia.ask_daily(user) for user in range(1, 9)]
    assert len({each.question_id for each in asked}) == 1
    assert len({each.order for each in asked}) > 1
    await game.goals.trivia.answer(1, asked[0].id, asked[0].right)
    again = await game.goals.trivia.ask_daily(1)
    assert (again.id, again.is_correct) == (asked[0].id, True)
    clock.advance(86_400)
    assert (await game.goals.trivia.ask_daily(1)).question_id != asked[0].question_id


async def test_only_so_many_questions_pay_in_a_day(kit: BusHarness, record: Record) -> None:
    # So little that the day's limit of the rule is not reached before the number is.
    rules = GameRules(trivia=TriviaRules(easy=2, medium=2, hard=2))
    game = module.build(kit.kernel, rules, catalogue=FEW)
    await kit.start(game.subscriptions)
    for _ in range(17):
        asked = await game.goals.trivia.ask(PLAYER)
        await game.goals.trivia.answer(PLAYER, asked.id, asked.right)
    assert len(paid(record)) == 15
    assert len(record.of(TriviaAnsweredEvent)) == 17


async def test_what_was_asked_of_somebody_else_or_has_no_such_answer_is_refused(
    game: GamificationModule, kernel: Kernel
) -> None:
    asked = await game.goals.trivia.ask(PLAYER)
    for user_id, asked_id, option in (
        (8, asked.id, 0),
        (PLAYER, asked.id + 9, 0),
        (PLAYER, asked.id, 4),
        (PLAYER, asked.id, -1),
        (PLAYER, 2**70, 0),
    ):
        with pytest.raises(NoSuchQuestionError):
            await game.goals.trivia.answer(user_id, asked_id, option)
    assert (await game.goals.trivia.answer(PLAYER, asked.id, 0)).is_new


# -- the bank ---------------------------------------------------------------------------


def test_there_are_questions_enough_of_every_kind() -> None:
    questions = bank().questions
    assert len(questions) >= 80
    assert Counter(q.topic for q in questions)["house"] >= 10
    assert set(Counter(q.difficulty for q in questions)) == {"easy", "medium", "hard"}
    assert all(set(q.words) == set(LANGUAGES) for q in questions)


def test_every_option_fits_a_button_and_no_two_are_the_same() -> None:
    for question in bank().questions:
        for words in question.words.values():
            assert len({option.casefold() for option in words.options}) == 4
            assert all(len(option) <= LONGEST_OPTION for option in words.options)
            assert len(words.text) <= 200


def test_no_question_gives_a_secret_of_the_story_away() -> None:
    secrets = ("daughter", "hija", "halved", "forty autumns", "di/ana", "poured", "four o'clock")
    text = " ".join(
        f"{w.text} {' '.join(w.options)}" for q in bank().questions for w in q.words.values()
    ).casefold()
    assert not [secret for secret in secrets if secret in text]


def test_a_bank_that_contradicts_itself_is_refused() -> None:
    question = bank().questions[0]
    with pytest.raises(ValueError, match="twice"):
        Bank((question, question))
    with pytest.raises(ValueError, match="twice"):
        Bank((question, question.model_copy(update={"id": "other"})))
    for options in (("a", "a", "b", "c"), ("a", "b", "c", "x" * 41), ("a", "b", "c", "")):
        with pytest.raises(ValidationError):
            Wording(text="Is this so?", options=options)


def test_every_question_has_its_day_before_one_comes_again() -> None:
    days = [bank().of_day(b"secret", day) for day in range(2 * len(bank().questions))]
    half = len(days) // 2
    assert len(set(days[:half])) == len(set(days[half:])) == half


def test_steps_of_speed_are_wide_enough_for_any_network() -> None:
    with pytest.raises(ValidationError):
        TriviaRules(speed=((2, 15_000),))
