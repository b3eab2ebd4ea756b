"""A review of the past, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

BATCH: Final = 50
"""Players between two marks of how far a review is."""
LEASE: Final = timedelta(seconds=60)
"""An instance that has not moved a review on for so long has lost it."""
LONGEST_PAST: Final = 20_000
"""Events of one player that are read; the newest beyond them do not count."""


@dataclass(frozen=True, slots=True)
class Review:
    """How far the review of one definition is. `cursor` is the last player seen."""

    id: int
    code: str
    version: int
    cursor: str
    players: int
    done: int
    unlocked: int
    is_finished: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a review would do: players looked at, those who gain, tiers and besitos."""

    players: int
    gaining: int
    tiers: int
    besitos: int
