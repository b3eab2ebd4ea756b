"""The two reference pages in Markdown: every event, and the map of who tells whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from domains.core.catalogue.fields import FieldDescription, fields_of
from domains.core.catalogue.schemas import meaning
from domains.core.catalogue.wiring import Flow, Wiring, circles
from domains.core.events.base import BaseEvent

Row = tuple[str, ...]

GENERATED = "<!-- Made by the program from its own classes and wiring; do not edit. -->"

EVENTS_INTRODUCTION = """\
# Events

Every event type of the product, by the module that publishes it. The envelope (id, time,
correlation, cause, priority, key) is the same for all and is not repeated here; see
[asyncapi.json](asyncapi.json) for it and the folder `schemas` for one JSON Schema per type.
[The map](modules.md) shows who publishes what to whom.

*Key*: events with the same key reach a subscription in the order they were published.
*When full*: what happens to an event that finds the bus full."""

MODULES_INTRODUCTION = """\
# Who publishes what to whom

Modules know each other by events alone. An arrow says that one hears what the other publishes;
[the catalogue](events.md) explains every type."""

CIRCLES_INTRODUCTION = """\
## Circles

Ways on which an event may lead back to the module that published it, judged by modules alone:
an upper bound. Whoever adds one must say why the chain of events ends."""


def events_page(wiring: Wiring) -> str:
    """The catalogue."""
    parts = [GENERATED, EVENTS_INTRODUCTION]
    for service, event_classes in groupby(wiring.event_classes, lambda c: c.source_service):
        parts.append(f"## {service}")
        for event_class in event_classes:
            parts += _event(wiring, event_class)
    return "\n\n".join(parts) + "\n"


def _event(wiring: Wiring, event_class: type[BaseEvent]) -> Iterator[str]:
    listeners = [f"`{listener.name}`" for listener in wiring.hearing(event_class)]
    is_published = event_class in wiring.published
    yield f"### {event_class.event_type}"
    yield f"`{event_class.__name__}`: {meaning(event_class)}"
    yield "\n".join(
        f"- {name}: {value}"
        for name, value in {
            "key": f"`{event_class.key_field}`",
            "durability": event_class.durability.value,
            "priority": event_class.model_fields["priority"].default.name.lower(),
            "version": event_class.schema_version,
            "when full": event_class.overflow.value,
            "published by": event_class.source_service if is_published else "none yet",
            "heard by": ", ".join(listeners) or "nobody",
        }.items()
    )
    yield _table(
        ("field", "type", "limits", "default", "meaning"), map(_cells, fields_of(event_class))
    )


def _cells(field: FieldDescription) -> Row:
    return f"`{field.name}`", field.kind, field.limits, field.default, field.meaning


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines
    )


def modules_page(wiring: Wiring) -> str:
    """The map, the same as a table, and its circles."""
    flows = wiring.flows
    rows = [(flow.publisher, flow.listener, ", ".join(flow.event_types)) for flow in flows]
    found = [f"- {' → '.join((*circle, circle[0]))}" for circle in circles(flows)]
    parts = [
        GENERATED,
        MODULES_INTRODUCTION,
        _graph(flows),
        _table(("from", "to", "events"), rows),
        CIRCLES_INTRODUCTION,
        "\n".join(found) or "None.",
    ]
    return "\n\n".join(parts) + "\n"


def _graph(flows: list[Flow]) -> str:
    lines = ["```mermaid", "graph LR"]
    for flow in flows:
        names = "<br/>".join(name.partition(".")[2] for name in flow.event_types)
        lines.append(f'    {flow.publisher} -->|"{names}"| {flow.listener}')
    return "\n".join([*lines, "```"])
