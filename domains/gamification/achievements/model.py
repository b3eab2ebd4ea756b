"""Achievements are data: what is counted, how far, and what it pays (A4).

Names and descriptions of the house's own are in the bot's catalogues, by `code`; a definition
that is added at run time brings its words along. Published codes, versions and criteria are
frozen: goals may be lowered, harder means a new version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from domains.core.events import BaseEvent
from domains.gamification.achievements.errors import InvalidCatalogueError
from domains.gamification.criteria.model import (
    DEEPEST,
    Criterion,
    ManualOf,
    depth,
    largest_goal,
)
from domains.gamification.filters.model import Data, State, steps

CATEGORIES = ("story", "habit", "games", "house", "milestone")
Category = Literal["story", "habit", "games", "house", "milestone"]
Visibility = Literal["public", "hidden", "secret"]

LIFETIME = ""
"""The period of what is counted for ever."""


class Tier(Data):
    """From `goal` on this tier is unlocked; it pays `reward` besitos."""

    goal: int = Field(ge=1, lt=2**31)
    reward: int = Field(default=0, ge=0, le=1_000_000)


class Words(Data):
    """What an achievement is called, and how one gets it, in one language."""

    name: str = Field(min_length=1, max_length=60)
    description: str = Field(min_length=1, max_length=200)


class Achievement(Data):
    """One definition. Tiers count from 1 and get harder.

    `hidden` shows that there is something, not what; `secret` shows nothing until unlocked.
    `season` counts anew in each quarter of a UTC year. Nothing before `enabled_from` counts.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")
    version: int = Field(default=1, ge=1, le=1_000)
    category: Category = "milestone"
    criterion: Criterion
    tiers: tuple[Tier, ...] = Field(min_length=1, max_length=10)
    visibility: Visibility = "public"
    scope: Literal["lifetime", "season"] = "lifetime"
    enabled_from: AwareDatetime | None = None
    words: Annotated[dict[str, Words], Field(max_length=8)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if any(later.goal <= earlier.goal for earlier, later in pairwise(self.tiers)):
            raise ValueError(f"{self.code}: the goals of the tiers must ascend")
        if depth(self.criterion) > DEEPEST:
            raise ValueError(f"{self.code}: criteria are nested deeper than {DEEPEST}")
        largest = largest_goal(self.criterion)
        if largest is not None and self.tiers[-1].goal > largest:
            raise ValueError(f"{self.code}: nobody can make more than {largest} steps")
        return self

    @property
    def is_manual(self) -> bool:
        """Is it given by hand?"""
        return isinstance(self.criterion, ManualOf)

    def period_of(self, at: datetime) -> str:
        """The key under which what happened at `at` is counted."""
        if self.scope == "lifetime":
            return LIFETIME
        day = at.astimezone(UTC)
        return f"{day:%Y}-Q{(day.month + 2) // 3}"

    def fold(self, state: State, event: BaseEvent) -> State:
        """The state after an event; the same object when nothing changed."""
        if self.enabled_from is not None and event.timestamp < self.enabled_from:
            return state
        return self.criterion.fold(state, event)

    def crossed(self, before: int, after: int) -> list[int]:
        """The tiers that lie between, in order."""
        return [n for n, tier in enumerate(self.tiers, 1) if before < tier.goal <= after]

    def check_follows(self, former: Achievement) -> None:
        """Raises InvalidCatalogueError unless it is `former` with goals that are no higher."""
        frozen = {"criterion", "scope", "enabled_from"}
        same = self.model_dump(include=frozen) == former.model_dump(include=frozen)
        lowered = len(self.tiers) >= len(former.tiers) and all(
            new.goal <= old.goal for new, old in zip(self.tiers, former.tiers, strict=False)
        )
        if not (same and lowered):
            raise InvalidCatalogueError(
                f"{self.code} version {self.version} is published: only goals may be lowered; "
                "give it a new version"
            )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is with one version in one period."""

    code: str
    version: int
    period: str
    state: State = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """Steps made so far."""
        return steps(self.state)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a tier is unlocked: the event that completed it, or a custodian, at an instant.

    `is_silent`: somebody else tells the player.
    """

    source: UUID
    at: datetime
    is_silent: bool = False
    decided_by: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Unlock:
    """A tier somebody has unlocked."""

    code: str
    tier: int
    unlocked_at: datetime


class Standing(StrEnum):
    """How somebody stands to a tier. What was taken away is not given again."""

    FREE = "free"
    HELD = "held"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class HandGiven:
    """A tier that a custodian may give, and how somebody stands to it."""

    code: str
    tier: int
    tiers: int
    reward: int
    names: Mapping[str, str]
    standing: Standing
    unlocked_at: datetime | None


@dataclass(frozen=True, slots=True)
class AchievementView:
    """One exhibit of the gallery: the next tier to reach, or the last one reached.

    `unlocked_at` is when the shown tier was unlocked, None while it is not. What is hidden has
    an empty `code`, and no numbers. `holders_bps` is how many of all players have the tier.
    """

    code: str
    category: str
    tier: int
    tiers: int
    steps: int
    goal: int
    reward: int
    unlocked_at: datetime | None
    holders_bps: int | None = None
    words: Mapping[str, Words] = field(default_factory=dict)

    @property
    def is_hidden(self) -> bool:
        """Is only its place shown?"""
        return not self.code


class Catalogue:
    """All definitions, every version, indexed by the events that can move them."""

    def __init__(self, achievements: Iterable[Achievement]) -> None:
        self.achievements = tuple(achievements)
        self._by_code: dict[str, list[Achievement]] = {}
        for achievement in sorted(self.achievements, key=lambda a: a.version):
            versions = self._by_code.setdefault(achievement.code, [])
            if versions and versions[-1].version == achievement.version:
                raise InvalidCatalogueError(f"{achievement.code} is defined twice")
            versions.append(achievement)
        self._by_event: dict[str, list[str]] = {}
        for code, versions in self._by_code.items():
            for event_type in frozenset().union(*(v.criterion.event_types for v in versions)):
                self._by_event.setdefault(event_type, []).append(code)

    def overlaid(self, more: Iterable[Achievement]) -> Catalogue:
        """With these as well; one that is here already is replaced."""
        both = {(a.code, a.version): a for a in self.achievements}
        return Catalogue({**both, **{(a.code, a.version): a for a in more}}.values())

    @property
    def event_types(self) -> tuple[str, ...]:
        """Every event type that moves something."""
        return tuple(sorted(self._by_event))

    @property
    def tiers(self) -> int:
        """How many tiers there are to unlock, as far as everybody may know."""
        shown = (v[-1] for v in self._by_code.values() if v[-1].visibility != "secret")
        return sum(len(achievement.tiers) for achievement in shown)

    @property
    def newest(self) -> tuple[Achievement, ...]:
        """The newest version of each, in the order of the catalogue."""
        return tuple(versions[-1] for versions in self._by_code.values())

    def moved_by(self, event: BaseEvent) -> list[str]:
        """The codes that this event may move, in a fixed order."""
        return sorted(self._by_event.get(event.event_type, ()))

    def get(self, code: str, version: int | None = None) -> Achievement | None:
        """That version; the newest when none is named."""
        versions = self._by_code.get(code, [])
        if version is None:
            return versions[-1] if versions else None
        return next((v for v in versions if v.version == version), None)

    def of_player(self, code: str, begun: Iterable[int]) -> Achievement | None:
        """The version that holds for somebody: what they began stays what it was."""
        known = [v for version in sorted(begun) if (v := self.get(code, version)) is not None]
        return known[0] if known else self.get(code)
