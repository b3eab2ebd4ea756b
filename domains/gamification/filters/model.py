"""A type of event, and what its fields must say. Fields and comparisons are whitelisted (A4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domains.core.events import BaseEvent
from domains.core.events.wire import ENVELOPE
from domains.gamification.content.countable import COUNTABLE

State = Mapping[str, Any]
"""What a criterion remembers of the past; JSON. `n` are the steps made so far."""

FieldName = Annotated[str, Field(min_length=1, max_length=64)]


class Data(BaseModel):
    """Strict, frozen, and without anything that nobody asked for."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Condition(Data):
    """A comparison of one field of an event with a constant."""

    field: FieldName
    op: Literal["==", "!=", "in", ">=", "<=", "contains"]
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
            case "contains":
                return isinstance(actual, tuple | str | Mapping) and self.value in actual
        if not isinstance(actual, int | float) or not isinstance(self.value, int):
            return False
        return actual >= self.value if self.op == ">=" else actual <= self.value


class Match(Data):
    """Events of a type, with conditions. Raises ValueError for what no event has."""

    event: str
    where: tuple[Condition, ...] = Field(default=(), max_length=8)

    @model_validator(mode="after")
    def _exists(self) -> Self:
        known = fields_of(self.event)
        for condition in self.where:
            if condition.field not in known:
                raise ValueError(f"{self.event} has no field {condition.field!r}")
        return self

    @property
    def event_types(self) -> frozenset[str]:
        return frozenset({self.event})

    def fits(self, event: BaseEvent) -> bool:
        """Is it one of these?"""
        return event.event_type == self.event and all(c.holds(event) for c in self.where)


def steps(state: State) -> int:
    """How far a state is."""
    return int(state.get("n", 0))


def fields_of(event_type: str) -> dict[str, set[Any]]:
    """What of an event may be compared: its own fields, each with its types.

    Raises ValueError for events that are not counted.
    """
    event = COUNTABLE.get(event_type)
    if event is None:
        raise ValueError(f"{event_type!r} cannot be counted")
    return {
        name: _types(field.annotation)
        for name, field in event.model_fields.items()
        if name not in ENVELOPE and name != "user_id"
    }


def _types(annotation: Any) -> set[Any]:
    """`Annotated[str, …] | None` → str and NoneType."""
    parts = get_args(annotation)
    if not parts or not (hasattr(annotation, "__metadata__") or type(None) in parts):
        return {annotation}
    inner = parts[:1] if hasattr(annotation, "__metadata__") else parts
    return set().union(*map(_types, inner))
