"""A duel, and who has won it. Pure (A10)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.gamification.rules.basics.model import ONE
from domains.gamification.rules.play.model import TriviaRules
from domains.gamification.trivia.model import Asked, speed_of

OPEN, RUNNING, FINISHED, CANCELLED, EXPIRED = (
    "open",
    "running",
    "finished",
    "cancelled",
    "expired",
)
RIGHT = 100
"""What a right answer counts, before its speed."""


@dataclass(frozen=True, slots=True)
class Duel:
    """`ends_at` is when the invitation, then the duel, is over. Scores are None before its end."""

    id: UUID
    code: str
    challenger_id: int
    opponent_id: int | None
    stake: int
    questions: str
    state: str
    challenger_hold: UUID
    opponent_hold: UUID
    created_at: datetime
    ends_at: datetime
    challenger_score: int | None
    opponent_score: int | None

    @property
    def question_ids(self) -> list[str]:
        """In the order in which both are asked."""
        ids: list[str] = json.loads(self.questions)
        return ids

    def has(self, user_id: int) -> bool:
        """Is it theirs?"""
        return user_id in (self.challenger_id, self.opponent_id)

    def other(self, user_id: int) -> int | None:
        """Whom they play against."""
        return self.opponent_id if user_id == self.challenger_id else self.challenger_id

    def hold_of(self, user_id: int) -> UUID:
        """What is set aside for them."""
        return self.challenger_hold if user_id == self.challenger_id else self.opponent_hold

    def score_of(self, user_id: int) -> int | None:
        """What they came to."""
        is_challenger = user_id == self.challenger_id
        return self.challenger_score if is_challenger else self.opponent_score

    @property
    def winner_id(self) -> int | None:
        """Who won; None before the end, and for a draw."""
        mine, theirs = self.challenger_score, self.opponent_score
        if mine is None or theirs is None or mine == theirs:
            return None
        return self.challenger_id if mine > theirs else self.opponent_id


@dataclass(frozen=True, slots=True)
class Round:
    """Where somebody is in a duel: the question before them, or None when they are through."""

    duel: Duel
    asked: Asked | None
    number: int
    total: int


def score(rules: TriviaRules, answers: Sequence[Asked]) -> int:
    """Right answers count, faster ones a little more."""
    return sum(RIGHT * speed_of(rules, a.seconds) // ONE for a in answers if a.is_correct)
