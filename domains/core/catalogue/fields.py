"""A field of an event in words, from its JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domains.core.catalogue.schemas import Schema, data_schema
from domains.core.events.base import BaseEvent

FORMATS = {"uuid": "UUID", "date-time": "instant", "date": "day"}
LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """One row of a table of fields."""

    name: str
    kind: str
    limits: str
    default: str
    meaning: str


def fields_of(event_class: type[BaseEvent]) -> list[FieldDescription]:
    """The payload's fields, in the order declared."""
    schema = data_schema(event_class)
    return [
        FieldDescription(
            name=name,
            kind=kind_of(field),
            limits=", ".join(limits_of(field)),
            default="required" if name in schema["required"] else _default_of(field),
            meaning=" ".join(field.get("description", "").split()),
        )
        for name, field in schema["properties"].items()
    ]


def kind_of(schema: Schema) -> str:
    """The type, as a reader would say it."""
    if "anyOf" in schema:
        return " or ".join(kind_of(choice) for choice in schema["anyOf"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    kind = str(FORMATS.get(schema.get("format", ""), schema.get("type", "anything")))
    if kind == "array":
        return f"list of {kind_of(schema['items'])}"
    if kind == "object":
        return f"map of {kind_of(schema.get('additionalProperties', {}))}"
    return kind


def limits_of(schema: Schema) -> list[str]:
    """What a value must keep to."""
    if "anyOf" in schema:
        return [limit for choice in schema["anyOf"] for limit in limits_of(choice)]
    signs = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}
    limits = [f"{sign} {_number(schema[rule])}" for rule, sign in signs.items() if rule in schema]
    for unit, least, most in (
        ("characters", "minLength", "maxLength"),
        ("items", "minItems", "maxItems"),
        ("entries", "minProperties", "maxProperties"),
    ):
        if least in schema or most in schema:
            limits.append(f"{_range(schema.get(least), schema.get(most))} {unit}")
    if "pattern" in schema:
        limits.append(f"`{schema['pattern']}`")
    for inner in ("items", "additionalProperties"):
        part = schema.get(inner)
        if isinstance(part, dict):
            limits += [f"each {limit}" for limit in limits_of(part)]
    return limits


def _number(value: Any) -> str:
    return "2⁶³" if value == LARGEST else f"{value:g}" if isinstance(value, float) else str(value)


def _range(least: Any, most: Any) -> str:
    if most is None:
        return f"at least {least}"
    return f"{least}–{most}" if least else f"at most {most}"


def _default_of(schema: Schema) -> str:
    default = schema.get("default", {})
    return {None: "none", "": "empty"}.get(default, f"`{default}`") if _plain(default) else "empty"


def _plain(value: Any) -> bool:
    return not isinstance(value, dict | list)
