"""Criteria are data: what of the events of a player is counted, and how.

There are fields, comparisons and kinds, and no other language: nothing is ever evaluated.
Each kind folds events into a small state; `steps` says how far that is. Pure.
"""

from __future__ import annotations

from abc import abstractmethod
from types import NoneType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domains.core.events import AchievementUnlockedEvent, BaseEvent, StreakUpdatedEvent
from domains.gamification.content.countable import STATS
from domains.gamification.filters.model import Data, FieldName, Match, State, fields_of, steps
from domains.gamification.timing.model import LONGEST_MEMORY, SequenceOf, WindowOf

MOST_VALUES = 500
"""Different values that are told apart."""
DEEPEST = 3


class CountOf(Match):
    """How many of these events there were."""

    kind: Literal["count"] = "count"

    def fold(self, state: State, event: BaseEvent) -> State:
        return {"n": steps(state) + 1} if self.fits(event) else state


class SumOf(Match):
    """What a whole-numbered field of these events adds up to; negative values add nothing."""

    kind: Literal["sum"] = "sum"
    field: FieldName

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if fields_of(self.event).get(self.field) != {int}:
            raise ValueError(f"{self.event}.{self.field} is no whole number")
        return self

    def fold(self, state: State, event: BaseEvent) -> State:
        if not self.fits(event):
            return state
        return {"n": steps(state) + max(0, int(getattr(event, self.field)))}


class DistinctOf(Match):
    """How many different values of a field these events had."""

    kind: Literal["distinct"] = "distinct"
    field: FieldName

    @model_validator(mode="after")
    def _is_told_apart(self) -> Self:
        if not fields_of(self.event).get(self.field, {object}) <= {int, str, NoneType}:
            raise ValueError(f"{self.event}.{self.field} has no values to tell apart")
        return self

    def fold(self, state: State, event: BaseEvent) -> State:
        return _seen(state, getattr(event, self.field)) if self.fits(event) else state


class ThresholdOf(Data):
    """The highest value a statistic ever had."""

    kind: Literal["threshold"] = "threshold"
    stat: Literal["balance", "level", "xp"]

    @property
    def event_types(self) -> frozenset[str]:
        return frozenset({STATS[self.stat][0].event_type})

    def fold(self, state: State, event: BaseEvent) -> State:
        event_class, field = STATS[self.stat]
        return _highest(state, getattr(event, field)) if isinstance(event, event_class) else state


class StreakOf(Data):
    """The longest run of days so far."""

    kind: Literal["streak"] = "streak"

    @property
    def event_types(self) -> frozenset[str]:
        return frozenset({StreakUpdatedEvent.event_type})

    def fold(self, state: State, event: BaseEvent) -> State:
        if not isinstance(event, StreakUpdatedEvent):
            return state
        return _highest(state, event.current_streak)


class SetOf(Data):
    """How many of these achievements were unlocked, at whatever tier."""

    kind: Literal["set"] = "set"
    codes: tuple[str, ...] = Field(min_length=1, max_length=50)

    @property
    def event_types(self) -> frozenset[str]:
        return frozenset({AchievementUnlockedEvent.event_type})

    def fold(self, state: State, event: BaseEvent) -> State:
        if not isinstance(event, AchievementUnlockedEvent):
            return state
        return _seen(state, event.achievement_id) if event.achievement_id in self.codes else state


class ManualOf(Data):
    """Nothing is counted: a custodian gives it."""

    kind: Literal["manual"] = "manual"

    @property
    def event_types(self) -> frozenset[str]:
        return frozenset()

    def fold(self, state: State, event: BaseEvent) -> State:
        return state


class Part(Data):
    """A criterion that is met from `goal` steps on; negated, while it has fewer."""

    of: Criterion
    goal: int = Field(default=1, ge=1)
    negated: bool = False

    def holds(self, state: State) -> bool:
        return (steps(state) >= self.goal) != self.negated


class Composite(Data):
    """Several criteria, each with a state of its own."""

    parts: tuple[Part, ...] = Field(min_length=1, max_length=12)

    @property
    def event_types(self) -> frozenset[str]:
        return frozenset().union(*(part.of.event_types for part in self.parts))

    def fold(self, state: State, event: BaseEvent) -> State:
        before: list[State] = state.get("parts") or [{} for _ in self.parts]
        after = [p.of.fold(s, event) for p, s in zip(self.parts, before, strict=True)]
        if after == before:
            return state
        held = sum(p.holds(s) for p, s in zip(self.parts, after, strict=True))
        return {"n": max(steps(state), self._steps(held)), "parts": after}

    @abstractmethod
    def _steps(self, held: int) -> int:
        """How far so many of the parts bring it."""


class AllOf(Composite):
    """How many parts are met at once; all of them are the goal.

    What a negated part forbids must not have happened before.
    """

    kind: Literal["all"] = "all"

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if all(part.negated for part in self.parts):
            raise ValueError("all parts are negated: everybody would have it")
        return self

    def _steps(self, held: int) -> int:
        if held == len(self.parts):
            return held
        # Parts that forbid are met from the beginning: they alone are no progress.
        return max(0, held - sum(part.negated for part in self.parts))


class AnyOf(Composite):
    """One step, as soon as one part is met."""

    kind: Literal["any"] = "any"

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if any(part.negated for part in self.parts):
            raise ValueError("a negated part is met from the beginning: everybody would have it")
        return self

    def _steps(self, held: int) -> int:
        return min(1, held)


Criterion = Annotated[
    CountOf
    | SumOf
    | DistinctOf
    | ThresholdOf
    | StreakOf
    | WindowOf
    | SequenceOf
    | SetOf
    | ManualOf
    | AllOf
    | AnyOf,
    Field(discriminator="kind"),
]

Part.model_rebuild()
AllOf.model_rebuild()
AnyOf.model_rebuild()


def depth(criterion: object) -> int:
    """How deep composites are nested in it; 1 without any."""
    if not isinstance(criterion, Composite):
        return 1
    return 1 + max(depth(part.of) for part in criterion.parts)


def largest_goal(criterion: object) -> int | None:
    """The most steps that can ever be made; None without a limit."""
    match criterion:
        case AllOf():
            return len(criterion.parts)
        case AnyOf() | ManualOf():
            return 1
        case SetOf():
            return len(set(criterion.codes))
        case WindowOf():
            return LONGEST_MEMORY
        case DistinctOf():
            return MOST_VALUES
    return None


def _seen(state: State, value: object) -> State:
    seen: list[object] = state.get("seen", [])
    if value is None or value in seen or len(seen) >= MOST_VALUES:
        return state
    return {"n": steps(state) + 1, "seen": [*seen, value]}


def _highest(state: State, value: int) -> State:
    return {"n": value} if value > steps(state) else state
