"""Clues, what they make together, and secret words, as data.

A clue is a code. Those of the story are named by the story, those of the house by the bot.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

ClueCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.:-]*$", max_length=64)]

SHORTEST_WORD, LONGEST_WORD = 4, 40


class ClueRules(BaseModel):
    """The numbers of the backpack."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    guesses_per_hour: int = Field(default=5, ge=1, le=1_000)
    """Secret words that somebody may try in one hour of UTC; right ones count, too."""
    guesses_per_day: int = Field(default=20, ge=1, le=10_000)
    """And in one day of UTC."""


class Combination(BaseModel):
    """Clues that make something together: a new clue, besitos, perhaps a thing. Once."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    code: ClueCode
    """The key of what it pays: frozen once published."""
    parts: tuple[ClueCode, ...] = Field(min_length=2, max_length=8)
    clue: ClueCode
    besitos: int = Field(default=0, ge=0, le=10_000)
    item: str | None = None

    @model_validator(mode="after")
    def _parts_are_different(self) -> Self:
        if len(set(self.parts)) != len(self.parts) or self.clue in self.parts:
            raise ValueError(f"{self.code!r} is made of something twice")
        return self


class Combinations:
    """Every combination there is."""

    def __init__(self, combinations: Iterable[Combination]) -> None:
        """Raises ValueError for one set of clues, or one code, that stands there twice."""
        self._by_parts: dict[frozenset[str], Combination] = {}
        codes: set[str] = set()
        for each in combinations:
            parts = frozenset(each.parts)
            if parts in self._by_parts or each.code in codes:
                raise ValueError(f"{each.code!r} is there twice")
            self._by_parts[parts] = each
            codes.add(each.code)

    def of(self, clues: Collection[str]) -> Combination | None:
        """What exactly these clues make."""
        return self._by_parts.get(frozenset(clues))

    def all(self) -> tuple[Combination, ...]:
        """In the order of the content."""
        return tuple(self._by_parts.values())


@dataclass(frozen=True, slots=True)
class Clue:
    """A clue in a backpack. `source` says where it came from: story, shop, secret …"""

    clue_id: str
    source: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Backpack:
    """Clues in the order they were found, and how many combinations are still to be made."""

    clues: tuple[Clue, ...]
    combinations_open: int
    """Combinations whose parts are all here and which have not been made."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret word, without the word: only its digest is kept.

    It gives a clue, besitos, or both, once to a person, to `most_uses` people at most.
    """

    id: int
    clue_id: str | None
    besitos: int
    most_uses: int | None
    uses: int
    ends_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class SecretWish:
    """What an admin, or the content, wants a word to give."""

    word: str
    clue_id: str | None = None
    besitos: int = 0
    most_uses: int | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What came out of a combination or a secret word."""

    clue_id: str | None
    besitos: int
    item_id: str | None = None


def spoken(word: str) -> str:
    """The word as it is compared: capitals, accents and spaces make no difference."""
    plain = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and not c.isspace())


def digest(word: str) -> str:
    """What is kept of a secret word. A reader of the database does not see the words.

    It keeps nobody out who tries a dictionary: a word opens a clue, not a vault.
    """
    return hashlib.sha256(f"diana:{spoken(word)}".encode()).hexdigest()
