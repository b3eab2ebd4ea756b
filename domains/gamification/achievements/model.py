"""Achievements are data: what is counted, how far, and what it pays.

Names and descriptions are not here; the bot words them by `code`. Published codes, versions
and goals are frozen: harder means a new version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domains.core.events import (
    BaseEvent,
    ClueFoundEvent,
    LevelReachedEvent,
    PointsAwardedEvent,
    StoryChapterCompletedEvent,
    StoryDecisionMadeEvent,
    StreakUpdatedEvent,
)
from domains.gamification.achievements.errors import InvalidCatalogueError

COUNTABLE: Mapping[str, type[BaseEvent]] = {
    event.event_type: event
    for event in (ClueFoundEvent, StoryChapterCompletedEvent, StoryDecisionMadeEvent)
}
"""Event types that an achievement may count."""

STATS: Mapping[str, tuple[type[BaseEvent], str]] = {
    "balance": (PointsAwardedEvent, "total_points_after"),
    "level": (LevelReachedEvent, "level"),
    "xp": (LevelReachedEvent, "lifetime_xp"),
}
"""Values that an achievement may watch: the event that tells them, and its field."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Condition(_Data):
    """A comparison of one field of an event with a constant. There is no other language."""

    field: str
    op: Literal["==", "!=", "in", ">=", "<="]
    value: bool | int | str | tuple[int | str, ...]

    def holds(self, event: BaseEvent) -> bool:
        """Does the event satisfy it? A missing value satisfies nothing but `!=`."""
        actual: Any = getattr(event, self.field)
        match self.op:
            case "==":
                return bool(actual == self.value)
            case "!=":
                return bool(actual != self.value)
            case "in":
                return isinstance(self.value, tuple) and actual in self.value
        if not isinstance(actual, int) or not isinstance(self.value, int):
            return False
        return actual >= self.value if self.op == ">=" else actual <= self.value


class CountOf(_Data):
    """How many events of a type, with conditions, have happened."""

    kind: Literal["count"] = "count"
    event: str
    where: tuple[Condition, ...] = ()


class ThresholdOf(_Data):
    """The highest value a statistic ever had."""

    kind: Literal["threshold"] = "threshold"
    stat: Literal["balance", "level", "xp"]


class StreakOf(_Data):
    """The longest run of days so far."""

    kind: Literal["streak"] = "streak"


Criterion = Annotated[CountOf | ThresholdOf | StreakOf, Field(discriminator="kind")]


class Tier(_Data):
    """From `goal` on this tier is unlocked; it pays `reward` besitos."""

    goal: int = Field(ge=1)
    reward: int = Field(default=0, ge=0, le=1_000_000)


class Achievement(_Data):
    """One definition. Tiers count from 1 and get harder."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")
    version: int = Field(default=1, ge=1)
    category: Literal["story", "habit", "milestone"] = "milestone"
    criterion: Criterion
    tiers: tuple[Tier, ...] = Field(min_length=1, max_length=10)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if any(later.goal <= earlier.goal for earlier, later in pairwise(self.tiers)):
            raise ValueError(f"{self.code}: the goals of the tiers must ascend")
        if isinstance(self.criterion, CountOf):
            event = COUNTABLE.get(self.criterion.event)
            if event is None:
                raise ValueError(f"{self.code}: {self.criterion.event!r} cannot be counted")
            for condition in self.criterion.where:
                if condition.field not in event.model_fields:
                    raise ValueError(f"{self.code}: no field {condition.field!r}")
        return self

    @property
    def event_class(self) -> type[BaseEvent]:
        """The one event type that can move it."""
        if isinstance(self.criterion, CountOf):
            return COUNTABLE[self.criterion.event]
        if isinstance(self.criterion, ThresholdOf):
            return STATS[self.criterion.stat][0]
        return StreakUpdatedEvent

    def progress_in(self, event: BaseEvent) -> Progress | None:
        """What an event of its type means for it; None when nothing."""
        criterion = self.criterion
        if isinstance(criterion, CountOf):
            counts = all(condition.holds(event) for condition in criterion.where)
            return Progress(1, is_total=False) if counts else None
        name = STATS[criterion.stat][1] if isinstance(criterion, ThresholdOf) else "current_streak"
        total = getattr(event, name)
        return Progress(total, is_total=True) if total else None


@dataclass(frozen=True, slots=True)
class Progress:
    """`steps` more, or, for a total, at least `steps`."""

    steps: int
    is_total: bool


@dataclass(frozen=True, slots=True)
class Unlock:
    """A tier somebody has unlocked."""

    code: str
    tier: int
    unlocked_at: datetime


@dataclass(frozen=True, slots=True)
class AchievementView:
    """One exhibit of the gallery: the next tier to reach, or the last one reached.

    `unlocked_at` is when the shown tier was unlocked, None while it is not.
    """

    code: str
    category: str
    tier: int
    tiers: int
    steps: int
    goal: int
    reward: int
    unlocked_at: datetime | None


class Catalogue:
    """All definitions, indexed by the event that can move them."""

    def __init__(self, achievements: Iterable[Achievement]) -> None:
        self.achievements = tuple(achievements)
        self._by_event: dict[str, list[Achievement]] = {}
        for achievement in self.achievements:
            event_type = achievement.event_class.event_type
            self._by_event.setdefault(event_type, []).append(achievement)
        codes = [achievement.code for achievement in self.achievements]
        if len(codes) != len(set(codes)):
            raise InvalidCatalogueError("a code is used twice")

    @property
    def events(self) -> tuple[type[BaseEvent], ...]:
        """Every event type that moves something, in a stable order."""
        by_name = {a.event_class.event_type: a.event_class for a in self.achievements}
        return tuple(by_name[name] for name in sorted(by_name))

    @property
    def tiers(self) -> int:
        """How many tiers there are to unlock."""
        return sum(len(achievement.tiers) for achievement in self.achievements)

    def moved_by(self, event: BaseEvent) -> tuple[Achievement, ...]:
        """The definitions that this event may move."""
        return tuple(self._by_event.get(event.event_type, ()))
