"""Numbers by name, as JSON, checked as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from typing import Any, Final

from pydantic import ValidationError

from domains.gamification.rules.changes.errors import RuleRefusedError, UnknownRuleError
from domains.gamification.rules.model import GameRules

GENERAL: Final = "general"
"""The section of what belongs to no room."""
LONGEST_VALUE = 2_000
LONGEST_NAME = 64
_PROBLEMS: Final[Mapping[str, str]] = {
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "extra_forbidden": "unknown_field",
    "value_error": "out_of_order",
}
_BOUNDS: Final = ("gt", "ge", "lt", "le")


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One change. Values are JSON text; None is as shipped."""

    version: int
    name: str
    value: str | None
    previous: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One number, or table of numbers, by its name. Values are JSON text."""

    name: str
    value: str
    shipped: str

    @property
    def section(self) -> str:
        """The room that it belongs to."""
        return self.name.partition(".")[0] if "." in self.name else GENERAL

    @property
    def handle(self) -> str:
        """A short name for a button; 16 characters."""
        return blake2s(self.name.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class RulesView:
    """All numbers in force, and the version that they are."""

    version: int
    values: tuple[RuleValue, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """Every section once, the general one first."""
        return tuple(dict.fromkeys([GENERAL, *(value.section for value in self.values)]))


def dumped(rules: GameRules) -> dict[str, Any]:
    """The numbers as JSON values."""
    values: dict[str, Any] = rules.model_dump(mode="json")
    return values


def names_of(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every number by its dotted name, and every table that can be given another row."""
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value:
            yield from names_of(value, f"{name}.")
        else:
            yield name, value


def find(values: Mapping[str, Any], name: str) -> Any:
    """The value of this name, a number or a whole table. Raises UnknownRuleError."""
    found: Any = values
    for part in name.split("."):
        if not isinstance(found, dict) or part not in found:
            raise UnknownRuleError(name=name)
        found = found[part]
    return found


def find_or_none(values: Mapping[str, Any], name: str) -> Any:
    """As `find`; None for a row that a table does not have. Raises UnknownRuleError.

    The table must be there, and the name no longer than what is written down.
    """
    try:
        return find(values, name)
    except UnknownRuleError:
        table, _, row = name.rpartition(".")
        if not table or not row or len(name) > LONGEST_NAME:
            raise
        if not isinstance(find(values, table), dict):
            raise
        return None


def as_shipped(shipped: Mapping[str, Any], name: str) -> Any:
    """The value that a name had at first; None for a row that was added since."""
    try:
        return find(shipped, name)
    except UnknownRuleError:
        return None


def parsed(name: str, text: str) -> Any:
    """The value that somebody typed. Raises RuleRefusedError for what is no JSON."""
    if len(text) > LONGEST_VALUE:
        raise RuleRefusedError(name=name, problem="too_large", bound=LONGEST_VALUE)
    try:
        return json.loads(text)
    except ValueError:
        raise RuleRefusedError(name=name, problem="not_json", bound="") from None


def changed(shipped: GameRules, changes: Iterable[RuleChange]) -> GameRules:
    """The numbers after these changes, oldest first. Raises RuleRefusedError.

    The last change of a name is what holds of it.
    """
    last: dict[str, str] = {}
    for change in changes:
        last.pop(change.name, None)
        if change.value is not None:
            last[change.name] = change.value
    values = dumped(shipped)
    for name, value in last.items():
        _put(values, name, json.loads(value))
    return _checked(shipped, values, next(reversed(last), ""))


def with_value(rules: GameRules, name: str, value: Any) -> GameRules:
    """These numbers, but for one. Raises UnknownRuleError, RuleRefusedError."""
    values = dumped(rules)
    _put(values, name, value)
    return _checked(rules, values, name)


def _checked(kind: GameRules, values: dict[str, Any], newest: str) -> GameRules:
    try:
        return type(kind).model_validate_json(json.dumps(values))
    except ValidationError as error:
        raise _refused(newest, error) from error


def _put(values: dict[str, Any], name: str, value: Any) -> None:
    *path, key = name.split(".")
    table: Any = values
    for part in path:
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            raise UnknownRuleError(name=name)
    table[key] = value


def _refused(name: str, error: ValidationError) -> RuleRefusedError:
    first = error.errors()[0]
    context = first.get("ctx", {})
    bound = next((context[key] for key in _BOUNDS if key in context), "")
    problem = _PROBLEMS.get(first["type"], "wrong_type")
    where = ".".join(str(part) for part in first["loc"]) or name
    return RuleRefusedError(name=where, problem=problem, bound=bound)
