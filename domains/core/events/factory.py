"""The registry of event types: create by name, list, decode from the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError as PydanticValidationError
from pydantic_core import from_json

from domains.core.events.base import BaseEvent
from domains.core.events.upcasting import Upcaster, Upcasters
from domains.core.interfaces import EventSerializationError, EventValidationError


class UnknownEventTypeError(EventSerializationError, ValueError):
    """No class is registered for this type. The event is parked, never dropped."""


class NewerSchemaError(EventSerializationError):
    """The event was written by a newer version of the program. It waits for our upgrade."""


class EventFactory:
    """Knows every event class by its wire name, and how to read its former versions."""

    def __init__(self, event_classes: Iterable[type[BaseEvent]] = ()) -> None:
        self._classes: dict[str, type[BaseEvent]] = {}
        self._upcasters = Upcasters()
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

    def upcast(self, event_type: str, from_version: int, upcaster: Upcaster) -> None:
        """Say how `data` of one schema version becomes `data` of the next.

        Raises UnknownEventTypeError, and EventValidationError for a step that leads past the
        current version or is known already.
        """
        newest = self.class_of(event_type).schema_version
        if not 1 <= from_version < newest:
            raise EventValidationError(
                f"{event_type!r} is at version {newest}: nothing comes after {from_version}"
            )
        self._upcasters.add(event_type, from_version, upcaster)

    def missing_upcasters(self) -> list[tuple[str, int]]:
        """Former versions that nobody could read: type and version, sorted."""
        return [
            (event_type, version)
            for event_type in self.list_types()
            for version in range(1, self._classes[event_type].schema_version)
            if (event_type, version) not in self._upcasters
        ]

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

        Raises UnknownEventTypeError, or EventValidationError for invalid fields.
        """
        event_class = self.class_of(event_type)
        try:
            return event_class(**fields)
        except PydanticValidationError as error:
            raise EventValidationError(str(error)) from error

    def decode_text(self, text: str | bytes) -> BaseEvent:
        """Rebuild an event from its JSON text. Raises what `decode` raises.

        Text that is no JSON is an EventSerializationError.
        """
        try:
            wire = from_json(text, allow_inf_nan=False)
        except ValueError as error:
            raise EventSerializationError(f"not JSON: {error}") from error
        return self.decode(wire)

    def decode(self, wire: Any) -> BaseEvent:
        """Rebuild an event of the right class from its CloudEvents object.

        Without a `schemaversion` it is of version 1. Former versions are brought up to date
        first. Raises UnknownEventTypeError, NewerSchemaError, EventSerializationError or
        EventValidationError.
        """
        if not isinstance(wire, dict):
            raise EventSerializationError(f"an event is an object, not {type(wire).__name__}")
        event_class = self.class_of(str(wire.get("type")))
        version = wire.get("schemaversion", 1)
        if type(version) is not int or version < 1:
            raise EventSerializationError(f"{version!r} is no schema version")
        if version > event_class.schema_version:
            raise NewerSchemaError(f"{event_class.event_type!r} of schema version {version}")
        if version < event_class.schema_version:
            wire = self._upcasters.apply(wire, version, event_class.schema_version)
        return event_class.from_dict(wire)
