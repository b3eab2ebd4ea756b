"""Any valid event of any type, derived from the fields and their constraints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import reduce
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin
from uuid import UUID

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic import AfterValidator, AwareDatetime

from domains.core import BaseEvent

TEXT = st.characters(exclude_categories=["Cs"])
EPOCH = datetime(1970, 1, 5, tzinfo=UTC)  # a Monday


def events(event_class: type[BaseEvent]) -> st.SearchStrategy[BaseEvent]:
    """Events with any value that their class allows in any field, the envelope included."""
    return st.fixed_dictionaries(
        {
            name: values(field.annotation, field.metadata)
            for name, field in event_class.model_fields.items()
        }
    ).map(lambda fields: event_class(**fields))


def values(annotation: Any, metadata: Sequence[Any] = ()) -> st.SearchStrategy[Any]:
    """Any value of a type under these constraints."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        own = [part for item in arguments[1:] for part in getattr(item, "metadata", [item])]
        return values(arguments[0], [*own, *metadata])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(values(arguments[0]), **_lengths(metadata)).map(tuple)
    if origin is dict:
        return st.dictionaries(*map(values, arguments), **_lengths(metadata))
    if arguments:
        return st.one_of([values(kind, metadata) for kind in arguments])
    return _plain(annotation, metadata)


def _plain(kind: Any, metadata: Sequence[Any]) -> st.SearchStrategy[Any]:
    if kind is str:
        return _texts(metadata)
    if kind is int:
        return st.integers(_bound(metadata, Ge, Gt, 1), _bound(metadata, Le, Lt, -1))
    if kind is float:
        low, high = _bound(metadata, Ge, Gt, 0), _bound(metadata, Le, Lt, 0)
        return st.floats(low, high, allow_nan=False, allow_infinity=False)
    if kind in (datetime, AwareDatetime):
        return _instants(metadata)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    return {
        bool: st.booleans(),
        UUID: st.uuids(),
        date: st.dates(),
        NoneType: st.none(),
    }[kind]


def _texts(metadata: Sequence[Any]) -> st.SearchStrategy[str]:
    lengths = _lengths(metadata)
    pattern = next((found for item in metadata if (found := getattr(item, "pattern", None))), None)
    if pattern is None:
        return st.text(TEXT, **lengths)
    matching = st.from_regex(pattern.strip("^$"), fullmatch=True)
    return matching.filter(lambda text: len(text) <= lengths.get("max_size", len(text)))


def _instants(metadata: Sequence[Any]) -> st.SearchStrategy[datetime]:
    checks = [item.func for item in metadata if isinstance(item, AfterValidator)]
    if not checks:
        return st.datetimes(timezones=st.just(UTC))
    steps = st.sampled_from([timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)])
    aligned = st.builds(lambda step, n: EPOCH + n * step, steps, st.integers(0, 5_000))
    return aligned.filter(lambda instant: _passes(checks, instant))


def _passes(checks: Sequence[Any], instant: datetime) -> bool:
    try:
        return bool(reduce(lambda value, check: check(value), checks, instant))
    except ValueError:
        return False


def _lengths(metadata: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in metadata:
        if isinstance(item, MinLen):
            found["min_size"] = item.min_length
        elif isinstance(item, MaxLen):
            found["max_size"] = item.max_length
    return found


def _bound(metadata: Sequence[Any], closed: type, opened: type, step: int) -> Any:
    for item in metadata:
        if isinstance(item, closed):
            return getattr(item, closed.__name__.lower())
        if isinstance(item, opened):
            return getattr(item, opened.__name__.lower()) + step
    return None
