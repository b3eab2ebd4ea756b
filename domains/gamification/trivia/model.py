"""Questions, and how they are asked and judged. Pure (A10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domains.gamification.draws.model import shuffled
from domains.gamification.points.model import half_up
from domains.gamification.rules.basics.model import ONE
from domains.gamification.rules.play.model import TriviaRules

OPTIONS = 4
LONGEST_OPTION = 40
"""Characters that a button shows on a small phone."""
FREE, DAILY, DUEL = "free", "daily", "duel"
OPEN, ANSWERED = "open", "answered"


class Wording(BaseModel):
    """A question in one language; the first option is the right one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=5, max_length=200)
    options: tuple[str, ...] = Field(min_length=OPTIONS, max_length=OPTIONS)

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        if len({option.casefold() for option in self.options}) != OPTIONS:
            raise ValueError(f"{self.text}: two options are the same")
        if any(not 0 < len(option) <= LONGEST_OPTION for option in self.options):
            raise ValueError(f"{self.text}: an option is empty, or too long for a button")
        return self


class Question(BaseModel):
    """One question, in every language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{1,31}$")
    topic: Literal["house", "letters", "science", "places", "history", "arts", "games"]
    difficulty: Literal["easy", "medium", "hard"]
    words: Mapping[str, Wording]


class Bank:
    """All questions. Raises ValueError when an id or a text is there twice."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self.questions = tuple(questions)
        self._by_id = {question.id: question for question in self.questions}
        texts = {(lang, w.text) for q in self.questions for lang, w in q.words.items()}
        languages = {lang for q in self.questions for lang in q.words}
        if len(self._by_id) != len(self.questions):
            raise ValueError("an id is used twice")
        if len(texts) != len(self.questions) * len(languages):
            raise ValueError("a question is asked twice, or lacks a language")

    def get(self, question_id: str) -> Question | None:
        """The question; None for one that is no longer asked."""
        return self._by_id.get(question_id)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def of_day(self, salt: bytes, day: int) -> str:
        """The same for all, none twice before all were asked. `day` counts from anywhere."""
        turn, place = divmod(day, len(self.questions))
        return shuffled(salt, self.ids, "daily", turn)[place]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put to somebody.

    `order` says which option stands where; `answer` is where somebody pressed, None before.
    """

    id: int
    user_id: int
    question_id: str
    mode: str
    occasion: str
    order: str
    shown_at: datetime
    expires_at: datetime
    state: str
    answer: int | None
    answered_at: datetime | None
    reward: int

    @property
    def right(self) -> int:
        """Where the right option stands. Never for a button."""
        return self.order.index("0")

    @property
    def is_correct(self) -> bool:
        """Was it answered, and rightly?"""
        return self.answer == self.right

    @property
    def seconds(self) -> float:
        """From shown to answered, by our clock; 0 without an answer."""
        return (self.answered_at - self.shown_at).total_seconds() if self.answered_at else 0.0

    def is_open(self, at: datetime) -> bool:
        """Can it still be answered?"""
        return self.state == OPEN and at < self.expires_at

    def shown(self, question: Question, language: str) -> tuple[str, tuple[str, ...]]:
        """Text and options as they stand before this player."""
        words = question.words.get(language) or question.words["en"]
        return words.text, tuple(words.options[int(place)] for place in self.order)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer came to; `is_new` is False for one that was given before."""

    asked: Asked
    question: Question
    is_new: bool


def order_of(salt: bytes, *cause: object) -> str:
    """The options' places, by chance."""
    return "".join(shuffled(salt, "0123"[:OPTIONS], "order", *cause))


def worth(rules: TriviaRules, difficulty: str, seconds: float, *, is_daily: bool) -> int:
    """Besitos for a right answer, before the player's multipliers."""
    base = {"easy": rules.easy, "medium": rules.medium, "hard": rules.hard}[difficulty]
    base = half_up(base, speed_of(rules, seconds))
    return half_up(base, rules.daily_multiplier) if is_daily else base


def speed_of(rules: TriviaRules, seconds: float) -> int:
    """The multiplier for an answer after so many seconds."""
    return next((bps for limit, bps in rules.speed if seconds <= limit), ONE)
