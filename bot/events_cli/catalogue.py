"""`events catalogue`: every event type of the program, and the documents made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.events_cli import output
from bot.events_cli.session import refusals_told
from bot.startup import read_settings, run
from domains.core import BaseEvent
from domains.core.catalogue.documents import documents
from domains.core.catalogue.documents import write as write_into
from domains.core.catalogue.schemas import meaning, wire_schema
from domains.core.catalogue.wiring import Wiring
from domains.core.operations.errors import OperationRefusedError


def catalogue(
    *,
    write: Annotated[
        bool, typer.Option("--write", help="Bring docs/reference up to date instead.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Every event type: what it says, how it is kept, who publishes and who hears it."""
    read_settings()
    from bot.reference import FOLDER, wiring

    found = run(wiring())
    if write:
        _write(FOLDER, found, json=json)
    elif json:
        output.print_json({"events": [_entry(found, each) for each in found.event_classes]})
    else:
        _print(found)


def _write(folder: Path, wiring: Wiring, *, json: bool) -> None:
    with refusals_told():
        if not folder.is_dir():
            raise OperationRefusedError(f"There is no folder {folder}: the sources are not here.")
    changed = write_into(folder, documents(wiring))
    if json:
        output.print_json({"folder": str(folder), "changed": changed})
    else:
        output.console.print(f"{output.number(len(changed), 'document')} changed in {folder}.")


def _entry(wiring: Wiring, event_class: type[BaseEvent]) -> dict[str, Any]:
    return {
        "event_type": event_class.event_type,
        "class": event_class.__name__,
        "meaning": meaning(event_class),
        "schema_version": event_class.schema_version,
        "publisher": event_class.source_service,
        "is_published": event_class in wiring.published,
        "key": event_class.key_field,
        "durability": event_class.durability.value,
        "priority": event_class.model_fields["priority"].default.name.lower(),
        "overflow": event_class.overflow.value,
        "heard_by": sorted({listener.name for listener in wiring.hearing(event_class)}),
        "schema": wire_schema(event_class),
    }


def _print(wiring: Wiring) -> None:
    columns = ("event_type", "schema_version", "durability", "priority", "overflow", "key")
    entries = [_entry(wiring, each) for each in wiring.event_classes]
    output.print_table(
        ("type", "version", "durability", "priority", "when full", "key", "heard by"),
        [
            (*(str(entry[name]) for name in columns), str(len(entry["heard_by"])))
            for entry in entries
        ],
    )
    output.console.print(
        f"{output.number(len(entries), 'event type')}. "
        "What each says and who hears it: docs/reference/events.md, or --json."
    )
