"""The AsyncAPI 3 document: every channel, message and operation of the bus."""

from __future__ import annotations

from typing import Any

from domains.core.catalogue.schemas import data_schema, meaning, wire_schema
from domains.core.catalogue.wiring import Wiring
from domains.core.events.base import BaseEvent

Document = dict[str, Any]

CONTENT_TYPE = "application/cloudevents+json"
COMMON = "Envelope"
DESCRIBING = ("specversion", "datacontenttype", "type", "source", "schemaversion", "data")
"""Attributes whose values differ from type to type, or that say nothing about an event."""


def asyncapi(wiring: Wiring) -> Document:
    """One channel per event type; an operation for each publisher and each subscription."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Diana Bot events",
            "version": "1.0.0",
            "description": (
                "What the modules of Diana Bot tell one another: CloudEvents 1.0 in JSON. "
                "Made by the program from its own classes and wiring."
            ),
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {c.event_type: _channel(c) for c in wiring.event_classes},
        "operations": _operations(wiring),
        "components": {
            "messages": {c.__name__: _message(c) for c in wiring.event_classes},
            "schemas": {
                COMMON: _envelope(wiring.event_classes[0]),
                **{c.__name__: _payload(c) for c in wiring.event_classes},
            },
        },
    }


def _channel(event_class: type[BaseEvent]) -> Document:
    name = event_class.__name__
    return {
        "address": event_class.event_type,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
    }


def _message(event_class: type[BaseEvent]) -> Document:
    name = event_class.__name__
    return {
        "name": event_class.event_type,
        "title": name,
        "summary": meaning(event_class).partition("\n\n")[0],
        "contentType": CONTENT_TYPE,
        "correlationId": {"location": "$message.payload#/correlationid"},
        "payload": {"$ref": f"#/components/schemas/{name}"},
        "x-key": event_class.key_field,
        "x-durability": event_class.durability.value,
        "x-when-full": event_class.overflow.value,
        "x-default-priority": event_class.model_fields["priority"].default.name,
        "x-schema-version": event_class.schema_version,
    }


def _envelope(any_class: type[BaseEvent]) -> Document:
    whole = wire_schema(any_class)
    return {
        "type": "object",
        "properties": {
            name: schema for name, schema in whole["properties"].items() if name not in DESCRIBING
        },
        "required": [name for name in whole["required"] if name not in DESCRIBING],
    }


def _payload(event_class: type[BaseEvent]) -> Document:
    own = {
        name: schema
        for name, schema in wire_schema(event_class)["properties"].items()
        if name in DESCRIBING and name != "data"
    }
    own["data"] = data_schema(event_class)
    return {
        "allOf": [
            {"$ref": f"#/components/schemas/{COMMON}"},
            {"type": "object", "properties": own, "required": list(own)},
        ]
    }


def _operations(wiring: Wiring) -> Document:
    operations: Document = {}
    for event_class in wiring.event_classes:
        if event_class in wiring.published:
            operations[f"publish:{event_class.event_type}"] = _operation("send", event_class)
        for listener in wiring.hearing(event_class):
            operations[f"{listener.name}:{event_class.event_type}"] = _operation(
                "receive", event_class
            )
    return operations


def _operation(action: str, event_class: type[BaseEvent]) -> Document:
    channel = f"#/channels/{event_class.event_type}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{event_class.__name__}"}],
    }
