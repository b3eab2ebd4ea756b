"""What was written by former versions is read for ever."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from domains.core import (
    CATALOGUE,
    BaseEvent,
    HourPassedEvent,
    PointsAwardedEvent,
    default_factory,
)
from tests.core.events import snapshot
from tests.core.events.compatibility import breaking_changes
from tests.core.events.snapshot import GOLDEN, HOW_TO_BLESS, golden_file

FACTORY = default_factory()
FILES = sorted(GOLDEN.glob("*.json"))


def test_every_version_of_every_type_has_a_golden_payload() -> None:
    wanted = {
        golden_file(event_class, version)
        for event_class in CATALOGUE
        for version in range(1, event_class.schema_version + 1)
    }
    assert sorted(wanted - set(FILES)) == [], f"run {HOW_TO_BLESS}"
    assert sorted(set(FILES) - wanted) == [], "a type or a version that was stored is gone"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_payload_is_read_into_its_class(file: Any) -> None:
    wire = json.loads(file.read_text())
    event_type, version = re.fullmatch(r"(.+)\.v(\d+)", file.stem).groups()  # type: ignore[union-attr]
    event = FACTORY.decode(wire)
    assert type(event) is FACTORY.class_of(event_type)
    assert wire["schemaversion"] == int(version)
    if event.schema_version == int(version):
        # Optional fields may have been added since; nothing may be lost or reworded.
        again = event.to_dict()
        known = {name: again["data"].get(name) for name in wire["data"]}
        assert {**again, "data": known} == wire


def test_no_schema_has_changed_in_a_breaking_way() -> None:
    faults = snapshot.faults(snapshot.load(), snapshot.snapshot_of(CATALOGUE))
    assert faults == [], "give the type a new schema_version and an upcaster from the old one"


def test_the_snapshot_is_fresh() -> None:
    present = json.loads(json.dumps(snapshot.snapshot_of(CATALOGUE)))
    assert snapshot.load() == present, f"compatible changes: run {HOW_TO_BLESS}"


# -- that the check finds what it is there to find ------------------------------------------

FIELD = {"type": "integer", "minimum": 1, "maximum": 9}
CODE = {"type": "string", "minLength": 1, "maxLength": 8, "pattern": "^a", "format": "x"}


def schema(required: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(required)}


def optional(field: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [field, {"type": "null"}]}


BREAKING = [
    (schema(a=FIELD), schema(), "removed"),
    (schema(a=FIELD), schema(b=FIELD), "renamed"),
    (schema(a=FIELD), schema(a=CODE), "retyped"),
    (schema(a={"type": "number"}), schema(a={"type": "integer"}), "retyped narrower"),
    (schema(a=FIELD), schema(("a",), a=FIELD), "newly required"),
    (schema(a=FIELD), schema(("b",), a=FIELD, b=FIELD), "a new required one"),
    (schema(a=FIELD), schema(a={**FIELD, "minimum": 2}), "minimum raised"),
    (schema(a=FIELD), schema(a={**FIELD, "maximum": 8}), "maximum lowered"),
    (schema(a={"type": "integer"}), schema(a=FIELD), "limits added"),
    (schema(a=CODE), schema(a={**CODE, "maxLength": 7}), "shorter"),
    (schema(a=CODE), schema(a={**CODE, "pattern": "^b"}), "another pattern"),
    (schema(a={"type": "string"}), schema(a={"type": "string", "format": "uuid"}), "a format"),
    (schema(a=optional(FIELD)), schema(a=FIELD), "no longer null"),
    (schema(a=optional(CODE)), schema(a=optional({**CODE, "maxLength": 7})), "narrowed inside"),
    (
        schema(a={"type": "string", "enum": ["x", "y"]}),
        schema(a={"type": "string", "enum": ["x"]}),
        "a choice less",
    ),
    (
        schema(a={"type": "string", "const": "x"}),
        schema(a={"type": "string", "const": "y"}),
        "another constant",
    ),
    (schema(a={"type": "string"}), schema(a={"type": "string", "const": "x"}), "made constant"),
    (
        schema(a={"type": "array", "items": CODE}),
        schema(a={"type": "array", "items": {**CODE, "minLength": 2}}),
        "narrower items",
    ),
    (
        schema(a={"type": "array", "items": CODE}),
        schema(a={"type": "array", "items": CODE, "minItems": 1}),
        "fewer lengths",
    ),
    (
        schema(a={"type": "object", "additionalProperties": FIELD}),
        schema(a={"type": "object", "additionalProperties": {**FIELD, "maximum": 8}}),
        "narrower values",
    ),
]

COMPATIBLE = [
    (schema(a=FIELD), schema(a=FIELD, b=CODE), "a new optional one"),
    (schema(("a",), a=FIELD), schema(a=FIELD), "no longer required"),
    (schema(a=FIELD), schema(a={"type": "integer", "minimum": 0}), "wider"),
    (schema(a=FIELD), schema(a=optional(FIELD)), "may be null"),
    (schema(a={"type": "integer"}), schema(a={"type": "number"}), "any number"),
    (
        schema(a={"type": "string", "const": "x"}),
        schema(a={"type": "string", "enum": ["x", "y"]}),
        "a choice more",
    ),
    (schema(a=FIELD), schema(a={**FIELD, "default": 3}), "another default"),
]


@pytest.mark.parametrize(
    ("old", "new"),
    [pair[:2] for pair in BREAKING],
    ids=[pair[2] for pair in BREAKING],
)
def test_a_breaking_change_is_found(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert breaking_changes(old, new)
    known = {"a.b": {"version": 1, "key": "a", "data": old}}
    assert snapshot.faults(known, {"a.b": {"version": 1, "key": "a", "data": new}})
    assert not snapshot.faults(known, {"a.b": {"version": 2, "key": "a", "data": new}})


@pytest.mark.parametrize(
    ("old", "new"),
    [pair[:2] for pair in COMPATIBLE],
    ids=[pair[2] for pair in COMPATIBLE],
)
def test_a_compatible_change_is_let_pass(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert breaking_changes(old, new) == []


def test_a_removed_type_a_step_back_and_another_key_are_found() -> None:
    known = snapshot.snapshot_of([PointsAwardedEvent])
    (name, entry), *_ = known.items()
    assert snapshot.faults(known, {})
    assert snapshot.faults({name: {**entry, "version": 2}}, known)
    assert snapshot.faults(known, {name: {**entry, "key": "event_id"}})
    assert snapshot.faults(known, known) == []


def test_every_type_is_compatible_with_itself_and_not_with_another() -> None:
    def data(event_class: type[BaseEvent]) -> dict[str, Any]:
        entry: dict[str, Any] = snapshot.snapshot_of([event_class])[event_class.event_type]
        return dict(entry["data"])

    for event_class in CATALOGUE:
        assert breaking_changes(data(event_class), data(event_class)) == []
        if event_class is not HourPassedEvent:
            assert breaking_changes(data(event_class), data(HourPassedEvent))
