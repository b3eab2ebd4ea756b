"""The registry of event types: create by name, list, decode from the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domains.core.events.base import BaseEvent
from domains.core.interfaces import EventSerializationError, EventValidationError


class UnknownEventTypeError(EventSerializationError):
    """No class is registered for this type. The event is parked, never dropped."""


class NewerSchemaError(EventSerializationError):
    """The event was written by a newer version of the program. It waits for our upgrade."""


class EventFactory:
    """Knows every event class by its wire name."""

    def __init__(self, event_classes: Iterable[type[BaseEvent]] = ()) -> None:
        self._classes: dict[str, type[BaseEvent]] = {}
        for event_class in event_classes:
            self.register(event_class)

    def register(self, event_class: type[BaseEvent]) -> type[BaseEvent]:
        """Add a class. Raises EventValidationError when its wire name is taken."""
        known = self._classes.setdefault(event_class.event_type, event_class)
        if known is not event_class:
            raise EventValidationError(
                f"{event_class.event_type!r} is already {known.__qualname__}"
            )
        return event_class

    def list_types(self) -> list[str]:
        """All wire names, sorted."""
        return sorted(self._classes)

    def class_of(self, event_type: str) -> type[BaseEvent]:
        """The class behind a wire name. Raises UnknownEventTypeError."""
        try:
            return self._classes[event_type]
        except KeyError:
            raise UnknownEventTypeError(f"unknown event type {event_type!r}") from None

    def create(self, event_type: str, **fields: Any) -> BaseEvent:
        """Build an event by its wire name.

        Raises UnknownEventTypeError, or pydantic's ValidationError for invalid fields.
        """
        return self.class_of(event_type)(**fields)

    def decode(self, wire: Any) -> BaseEvent:
        """Rebuild an event of the right class from its CloudEvents object.

        Raises UnknownEventTypeError, NewerSchemaError, EventSerializationError or
        EventValidationError.
        """
        if not isinstance(wire, dict):
            raise EventSerializationError(f"an event is an object, not {type(wire).__name__}")
        event_class = self.class_of(str(wire.get("type")))
        version = wire.get("schemaversion", 1)
        if not isinstance(version, int) or version > event_class.schema_version:
            raise NewerSchemaError(f"{event_class.event_type!r} of schema version {version!r}")
        return event_class.from_dict(wire)
