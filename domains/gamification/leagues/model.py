"""Leagues as pure functions: who sits where, who rises and who falls.

A league is thirty seats for one ISO week of UTC. Seats are given by a hash of player and week
among several tables that fill at once, in bands of like activity: nobody chooses rivals by
coming late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from pydantic import BaseModel, ConfigDict, Field

TABLES_AT_ONCE = 16
BANDS = 10


class LeagueRules(BaseModel):
    """The numbers of leagues."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    size: int = Field(default=30, ge=5, le=100)
    promoted: tuple[int, ...] = (20, 15, 10, 7, 7, 7, 7, 7, 5)
    """How many of a tier's league rise, from the lowest tier; nobody from the tier after."""
    demoted: int = Field(default=7, ge=0)
    """How many fall, except from the lowest tier."""

    @property
    def tiers(self) -> int:
        """How many tiers there are."""
        return len(self.promoted) + 1

    def rising(self, tier: int) -> int:
        """The last place of a tier that rises; 0 at the top."""
        return self.promoted[tier - 1] if tier <= len(self.promoted) else 0

    def falling(self, tier: int, seated: int) -> int:
        """The first place of a tier that falls; beyond the last when nobody does.

        A league that is not full demotes only from the places beyond those that rise.
        """
        if tier == 1:
            return seated + 1
        return max(self.rising(tier), seated - self.demoted) + 1

    def next_tier(self, tier: int, rank: int, seated: int) -> int:
        """The tier of the next week for a place among so many."""
        if rank <= self.rising(tier):
            return tier + 1
        return tier - 1 if rank >= self.falling(tier, seated) else tier


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in a league of a week; `tier` counts from 1."""

    week: str
    tier: int
    cohort_id: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody seated, with what they earned this week."""

    user_id: int
    score: int
    neg_reached: int
    name: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class LeagueEntry:
    """A line of a league. `name` is unescaped; empty: nameless."""

    rank: int
    name: str
    score: int
    is_me: bool


@dataclass(frozen=True, slots=True)
class LeagueView:
    """A league as one of its members sees it.

    The first `rising` places rise; those from `falling` on fall.
    """

    week: str
    tier: int
    tiers: int
    entries: tuple[LeagueEntry, ...]
    rising: int
    falling: int


def ranked(members: Sequence[Member]) -> list[Member]:
    """In the one order of all boards: score, who was first, the older account."""
    return sorted(members, key=lambda each: (-each.score, -each.neg_reached, each.user_id))


def order_of_tables(user_id: int, week: str, tables: int) -> list[int]:
    """The tables of a round in the order in which this player tries them."""
    digest = sha256(f"{week}:{user_id}".encode()).digest()
    first = int.from_bytes(digest[:8]) % tables
    return [(first + step) % tables for step in range(tables)]


def tables_of_round(number: int) -> int:
    """How many tables fill at once: 1, 2, 4 … so that few players still meet."""
    return TABLES_AT_ONCE if number >= TABLES_AT_ONCE else min(1 << number, TABLES_AT_ONCE)


def band(better: int, players: int, size: int) -> int:
    """The tenth of last week's players to which somebody belongs, the busiest first.

    Fewer bands when there are few players, so that every band fills tables.
    """
    bands = max(1, min(BANDS, players // (size * TABLES_AT_ONCE)))
    return min(bands - 1, better * bands // max(1, players))
