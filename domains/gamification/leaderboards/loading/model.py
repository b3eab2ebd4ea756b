"""A made-up crowd: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domains.gamification.leaderboards.model import BoardKind, Place, period_of

FIRST_ID = 1_000_000_000
KINDS = tuple(BoardKind)
STEP = 10
"""Experience comes in tens, so many share a score, as in the game."""
MOST_XP, LONGEST_STREAK = 250_000, 400
A_YEAR_SECONDS = 365 * 24 * 3_600
_SYLLABLES = ("da", "ña", "li", "ro", "vé", "ma", "zo", "ti", "an", "el", "ju", "sé")


@dataclass(frozen=True, slots=True)
class Extra:
    """Somebody made up, with a place on every board they are on."""

    user_id: int
    name: str
    places: dict[BoardKind, Place]


def crowd(users: int, seed: int, now: datetime) -> Iterator[Extra]:
    """So many people with scores as a game has them: few high, many low, many the same.

    The score of all time is at least that of a season, that of a month, that of a week.
    """
    dice = random.Random(seed)
    spans = {kind: _span(kind, now) for kind in KINDS}
    for number in range(users):
        user_id = FIRST_ID + number * 3 + dice.randrange(3)
        scores = _scores(dice)
        places = {}
        for kind, score in scores.items():
            start, seconds = spans[kind]
            at = start + timedelta(seconds=dice.random() * seconds)
            places[kind] = Place.of(user_id, score, at)
        yield Extra(user_id, _name(dice), places)


def _scores(dice: random.Random) -> dict[BoardKind, int]:
    ever = min(MOST_XP, STEP * int(5 * dice.paretovariate(0.7)))
    scores = {BoardKind.ALL: ever}
    for kind, share in ((BoardKind.SEASON, 0.8), (BoardKind.MONTH, 0.6), (BoardKind.WEEK, 0.5)):
        ever = STEP * int(ever * share * (0.5 + dice.random() / 2) / STEP)
        if ever:
            scores[kind] = ever
    streak = min(LONGEST_STREAK, int(dice.paretovariate(0.9)) - 1)
    if streak:
        scores[BoardKind.STREAK] = streak
    return scores


def _span(kind: BoardKind, now: datetime) -> tuple[datetime, float]:
    start = period_of(kind, now).starts_at or now - timedelta(seconds=A_YEAR_SECONDS)
    return start, (now - start).total_seconds()


def _name(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).capitalize()
