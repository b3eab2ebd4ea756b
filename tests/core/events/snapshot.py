"""The schemas that the program is known to read and write, kept beside its golden payloads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domains.core import BaseEvent
from domains.core.catalogue.schemas import data_schema
from tests.core.events.compatibility import breaking_changes

SCHEMAS = Path(__file__).parent / "schemas.json"
GOLDEN = Path(__file__).parent / "golden"

HOW_TO_BLESS = "python -m tests.core.events.bless"

Snapshot = dict[str, dict[str, Any]]


def snapshot_of(event_classes: Iterable[type[BaseEvent]]) -> Snapshot:
    """Wire name → version, key and schema of `data`."""
    return {
        event_class.event_type: {
            "version": event_class.schema_version,
            "key": event_class.key_field,
            "data": without_words(data_schema(event_class)),
        }
        for event_class in sorted(event_classes, key=lambda c: c.event_type)
    }


def without_words(schema: Any) -> Any:
    """A schema without descriptions: words may change at any time."""
    if isinstance(schema, dict):
        return {
            key: without_words(value)
            for key, value in schema.items()
            if not (key == "description" and isinstance(value, str))
        }
    return [without_words(part) for part in schema] if isinstance(schema, list) else schema


def load() -> Snapshot:
    """What was blessed last."""
    snapshot: Snapshot = json.loads(SCHEMAS.read_text()) if SCHEMAS.exists() else {}
    return snapshot


def faults(known: Snapshot, present: Snapshot) -> list[str]:
    """Changes that events already written would not survive."""
    found = [
        f"{name}: was removed; stored events need it" for name in known if name not in present
    ]
    for name, old in known.items():
        new = present.get(name)
        if new is None or new["version"] > old["version"]:
            continue
        if new["version"] < old["version"]:
            found.append(f"{name}: went back from version {old['version']} to {new['version']}")
            continue
        changes = breaking_changes(old["data"], new["data"])
        if new["key"] != old["key"]:
            changes.append(f"key {old['key']!r} became {new['key']!r}")
        found += [f"{name}: {change} without a new schema version" for change in changes]
    return found


def golden_file(event_class: type[BaseEvent], version: int) -> Path:
    """Where the golden payload of one version of a type is kept."""
    return GOLDEN / f"{event_class.event_type}.v{version}.json"
