"""JSON Schemas of events: of the payload alone, and of the whole object on the wire."""

from __future__ import annotations

from typing import Any

from domains.core.events.base import LONGEST_CORRELATION, BaseEvent
from domains.core.events.wire import ENVELOPE
from domains.core.interfaces import EventPriority

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def data_schema(event_class: type[BaseEvent]) -> Schema:
    """What `data` of an event of this type looks like, as its newest version writes it."""
    whole = event_class.model_json_schema()
    schema: Schema = {
        "type": "object",
        "properties": {
            name: _untitled(field)
            for name, field in whole["properties"].items()
            if name not in ENVELOPE
        },
        "required": [name for name in whole.get("required", ()) if name not in ENVELOPE],
        "additionalProperties": False,
    }
    return schema


def _untitled(field: Any) -> Any:
    # A title that only repeats the name says nothing.
    if isinstance(field, dict):
        return {
            key: _untitled(value)
            for key, value in field.items()
            if not (key == "title" and isinstance(value, str))
        }
    return [_untitled(value) for value in field] if isinstance(field, list) else field


def wire_schema(event_class: type[BaseEvent]) -> Schema:
    """The CloudEvents object that carries an event of this type."""
    text = {"type": "string"}
    properties: Schema = {
        "specversion": {"const": "1.0"},
        "id": {**text, "format": "uuid"},
        "type": {"const": event_class.event_type},
        "source": {"const": f"/diana/{event_class.source_service}"},
        "time": {**text, "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "schemaversion": {"const": event_class.schema_version},
        "partitionkey": {**text, "maxLength": 128},
        "priority": {"enum": [priority.name for priority in EventPriority]},
        "data": data_schema(event_class),
    }
    required = list(properties)
    optional: Schema = {
        "correlationid": {**text, "minLength": 1, "maxLength": LONGEST_CORRELATION},
        "causationid": {**text, "format": "uuid"},
        "targetservices": {"type": "array", "items": text},
        "traceparent": {**text, "maxLength": 64},
    }
    return {
        "$schema": DIALECT,
        "title": event_class.__name__,
        "description": meaning(event_class),
        "type": "object",
        "properties": properties | optional,
        "required": required,
    }


def meaning(event_class: type[BaseEvent]) -> str:
    """What the class says about itself, its lines joined, paragraphs kept."""
    paragraphs = (event_class.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
