"""What a change of a schema means to events that are stored already, or on their way.

The reader is the new program, the writer an old one. New optional fields and wider limits are
fine; whatever an old event could break is not, and needs a new version with an upcaster.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

LOWER_LIMITS = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER_LIMITS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """Why data that is valid under `old` may be invalid, or lose something, under `new`."""
    return sorted(_changes("", old, new))


def _changes(path: str, old: Schema, new: Schema) -> Iterator[str]:
    if "anyOf" in old or "anyOf" in new:
        yield from _choices(path, _parts(old), _parts(new))
        return
    if old.get("type") != new.get("type"):
        if not (old.get("type") == "integer" and new.get("type") == "number"):
            yield f"{path or 'data'}: {old.get('type')} became {new.get('type')}"
        return
    yield from _limits(path, old, new)
    yield from _fields(path, old, new)
    for part in ("items", "additionalProperties", "propertyNames"):
        inner = new.get(part)
        if isinstance(inner, dict):
            yield from _changes(f"{path}[]", old.get(part) or {"type": inner.get("type")}, inner)


def _parts(schema: Schema) -> list[Schema]:
    return list(schema.get("anyOf", [schema]))


def _choices(path: str, old: list[Schema], new: list[Schema]) -> Iterator[str]:
    for choice in old:
        faults = [list(_changes(path, choice, other)) for other in new]
        if all(faults):
            yield f"{path}: {choice.get('type')} is no longer accepted as it was"


def _limits(path: str, old: Schema, new: Schema) -> Iterator[str]:
    for limit in LOWER_LIMITS:
        if limit in new and (limit not in old or new[limit] > old[limit]):
            yield f"{path}: {limit} {old.get(limit)} became {new[limit]}"
    for limit in UPPER_LIMITS:
        if limit in new and (limit not in old or new[limit] < old[limit]):
            yield f"{path}: {limit} {old.get(limit)} became {new[limit]}"
    for rule in ("pattern", "format"):
        if rule in new and new[rule] != old.get(rule):
            yield f"{path}: {rule} {old.get(rule)!r} became {new[rule]!r}"
    allowed = _allowed(new)
    if allowed is not None:
        before = _allowed(old)
        gone = "whatever it was" if before is None else sorted(set(before) - set(allowed))
        if gone:
            yield f"{path}: {gone} is no longer allowed"


def _allowed(schema: Schema) -> list[str] | None:
    if "const" in schema:
        return [str(schema["const"])]
    return [str(value) for value in schema["enum"]] if "enum" in schema else None


def _fields(path: str, old: Schema, new: Schema) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before.keys() - after.keys():
        yield f"{path}.{name}: was removed or renamed"
    for name in set(new.get("required", ())) - set(old.get("required", ())):
        yield f"{path}.{name}: became required"
    for name in before.keys() & after.keys():
        yield from _changes(f"{path}.{name}", before[name], after[name])
