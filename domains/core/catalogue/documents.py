"""All reference documents, as texts by path, and their way into a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from domains.core.catalogue.asyncapi import asyncapi
from domains.core.catalogue.pages import events_page, modules_page
from domains.core.catalogue.schemas import wire_schema
from domains.core.catalogue.wiring import Wiring

SCHEMAS = "schemas"


def documents(wiring: Wiring) -> dict[str, str]:
    """Path below the folder → text."""
    return {
        "events.md": events_page(wiring),
        "modules.md": modules_page(wiring),
        "asyncapi.json": _json(asyncapi(wiring)),
        **{
            f"{SCHEMAS}/{event_class.event_type}.json": _json(wire_schema(event_class))
            for event_class in wiring.event_classes
        },
    }


def write(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Bring a folder up to date; the paths that changed, sorted.

    Schemas of types that are gone are removed; other files in the folder are left alone.
    """
    changed = stale(folder, texts)
    for path in changed:
        if path in texts:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(texts[path], encoding="utf-8")
        else:
            (folder / path).unlink()
    return changed


def stale(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Paths of documents that are missing, differ or should not be there, sorted."""
    kept = {path.relative_to(folder).as_posix() for path in (folder / SCHEMAS).glob("*.json")}
    return sorted(
        path
        for path in kept | texts.keys()
        if path not in texts
        or not (folder / path).is_file()
        or (folder / path).read_text(encoding="utf-8") != texts[path]
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
