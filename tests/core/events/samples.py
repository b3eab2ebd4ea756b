"""One valid event of every type, always the same: what golden payloads are made of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import NoneType
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from domains.core import BaseEvent, EventPriority
from domains.core.events.wire import ENVELOPE

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)

BY_NAME: dict[str, Any] = {
    "multiplier": 1.5,
    "updated_fields": ("language_code", "timezone"),
    "language_code": "es",
    "timezone": "Europe/Madrid",
    "first_name": 'Ada "Ñ" 💋',
    "clue_ids": ("letter", "coat"),
    "currency": "XTR",
    "action_details": {"amount": 50, "reversible": True, "note": "gift"},
    "params": {"points": 50, "name": "Ada", "first": False},
    "character_impacts": {"diana": 2, "lucien": -1},
    "relationship_change": -2,
    "tier": 2,
    "level": 3,
    "is_broken": True,
}
"""Fields whose type alone says too little for a telling value."""

BY_TYPE: dict[Any, Any] = {
    int: 5,
    float: 2.5,
    bool: True,
    UUID: UUID("01a20c8a-7100-732a-b9dd-eafb5f6c2cdb"),
    date: MONDAY.date(),
}


def sample(event_class: type[BaseEvent]) -> BaseEvent:
    """An event with every field of its own filled in."""
    fields = {
        name: BY_NAME.get(name, _value(name, field.annotation))
        for name, field in event_class.model_fields.items()
        if name not in ENVELOPE
    }
    return event_class(
        **fields,
        event_id=UUID("01a20c8a-7100-7000-8000-000000000001"),
        timestamp=MONDAY,
        correlation_id="update:1",
        causation_id=UUID("01a20c8a-7100-7000-8000-000000000002"),
        priority=EventPriority.HIGH,
    )


def required(event_class: type[BaseEvent]) -> BaseEvent:
    """An event with nothing but what its type insists on."""
    fields = {
        name: BY_NAME.get(name, _value(name, field.annotation))
        for name, field in event_class.model_fields.items()
        if field.is_required()
    }
    return event_class(**fields)


def _value(name: str, annotation: Any) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return arguments[0]
    if origin is tuple:
        return (_value(name, arguments[0]),)
    if origin is dict:
        return {name: _value(name, arguments[1])}
    if arguments:  # annotated, or a union: the first part that is not None
        return _value(name, next(part for part in arguments if part is not NoneType))
    return name if annotation is str else BY_TYPE.get(annotation, MONDAY)
