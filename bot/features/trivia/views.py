"""How questions look."""

from __future__ import annotations

from datetime import datetime

from bot.features.trivia.callbacks import AnswerQuestion, AskQuestion
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape
from domains.gamification.trivia.model import DAILY, Asked, Question


def table(t: Translator) -> Screen:
    """The question of the day, or any."""
    return Screen("trivia", t("trivia.text"), rows=[*_more(t), [back(t)]])


def asked(asked: Asked, question: Question, now: datetime, t: Translator) -> Screen:
    """The question with its four options; what it came to when it is over."""
    if not asked.is_open(now):
        return result(asked, question, t)
    words, options = asked.shown(question, t.language)
    rows: list[Row] = [
        [Button(option, AnswerQuestion(asked=asked.id, option=place))]
        for place, option in enumerate(options)
    ]
    seconds = max(1, int((asked.expires_at - now).total_seconds()))
    text = t(
        "trivia.question",
        heading=t("trivia.daily" if asked.mode == DAILY else f"trivia.topic.{question.topic}"),
        level=t(f"trivia.level.{question.difficulty}"),
        question=escape(words),
        seconds=seconds,
    )
    return Screen("trivia", text, rows=rows)


def result(asked: Asked, question: Question, t: Translator) -> Screen:
    """What was right, and what was said."""
    words, options = asked.shown(question, t.language)
    said = {"question": escape(words), "right": escape(options[asked.right])}
    if asked.answer is None:
        text = t("trivia.missed", **said)
    elif asked.is_correct:
        text = t("trivia.right", **said)
    else:
        text = t("trivia.wrong", chosen=escape(options[asked.answer]), **said)
    return Screen("trivia", text, rows=[*_more(t), [back(t, Place.TRIVIA)]])


def _more(t: Translator) -> list[Row]:
    return [
        [Button(t("trivia.ask"), AskQuestion(daily=False), style="primary")],
        [Button(t("trivia.ask_daily"), AskQuestion(daily=True))],
    ]
