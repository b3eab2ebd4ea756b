"""The event base: an immutable, validated fact that travels as a CloudEvents 1.0 object.

An invalid event cannot be built: construction validates strictly and refuses unknown fields.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic import ValidationError as PydanticValidationError
from pydantic_core import PydanticSerializationError, to_json
from uuid_utils.compat import uuid7

from domains.core.clock import SystemClock
from domains.core.events.declaration import check_declaration
from domains.core.interfaces import (
    Durability,
    EventPriority,
    EventSerializationError,
    EventValidationError,
    Overflow,
)

_utc_now = SystemClock().now


def _read_priority(value: object) -> object:
    if isinstance(value, str):
        try:
            return EventPriority[value.upper()]
        except KeyError:
            return value
    return EventPriority(value) if isinstance(value, int) else value


Priority = Annotated[
    EventPriority,
    BeforeValidator(_read_priority),
    PlainSerializer(lambda priority: priority.name, return_type=str, when_used="json"),
]
"""Accepted by name or number, written by name."""

UserId = Annotated[int, Field(gt=0, lt=2**63)]
"""A Telegram user id."""

Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9_.:-]*$")]
"""A stable identifier of content or a rule: a chapter, a decision, an action."""

Name = Annotated[str, Field(min_length=1, max_length=128)]
"""A name for people and logs: a class, a service."""

ErrorText = Annotated[str, Field(max_length=500)]
"""What went wrong, for operators. Carries no personal text."""

Amount = Annotated[int, Field(gt=0, lt=2**63)]
"""Besitos, or experience, that move: never none."""

Total = Annotated[int, Field(ge=0, lt=2**63)]
"""Besitos, or experience, that somebody has."""

ENVELOPE = frozenset(
    {
        "event_id",
        "timestamp",
        "correlation_id",
        "causation_id",
        "priority",
        "target_services",
        "traceparent",
    }
)
"""Fields that describe the event itself; all others are its payload."""


class BaseEvent(BaseModel):
    """A fact in the past tense.

    Class attributes declare what is the same for every event of a type: its wire name,
    its schema version, who publishes it, what survives a crash, which field orders it, and
    what happens when the bus is full (durable events spill, ephemeral ones wait).
    Envelope fields left out are filled in at publish: `timestamp` from the publisher's clock,
    `correlation_id` and `causation_id` from the work that publishes.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    event_type: ClassVar[str]
    source_service: ClassVar[str]
    schema_version: ClassVar[int] = 1
    durability: ClassVar[Durability] = Durability.DURABLE
    overflow: ClassVar[Overflow]
    key_field: ClassVar[str] = "user_id"

    event_id: UUID = Field(default_factory=uuid7)
    timestamp: AwareDatetime = Field(default_factory=_utc_now)
    correlation_id: str | None = Field(default=None, max_length=128)
    causation_id: UUID | None = None
    priority: Priority = EventPriority.NORMAL
    target_services: tuple[str, ...] | None = None
    traceparent: str | None = Field(default=None, max_length=64)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Raises EventValidationError for a class that contradicts itself."""
        super().__pydantic_init_subclass__(**kwargs)
        check_declaration(cls)

    def __new__(cls, *_args: Any, **_fields: Any) -> Self:
        if cls is BaseEvent:
            raise TypeError("BaseEvent is abstract: publish one of its subclasses")
        return super().__new__(cls)

    @property
    def key(self) -> str:
        """Events with equal keys reach each subscription in the order they were published."""
        return str(getattr(self, self.key_field))

    @property
    def payload(self) -> dict[str, Any]:
        """A fresh copy of the event's own fields."""
        return {
            name: getattr(self, name) for name in type(self).model_fields if name not in ENVELOPE
        }

    def validate(self) -> bool:  # type: ignore[override]  # shadows a deprecated pydantic classmethod
        """True: an event that exists is valid. Kept for the bus contract."""
        return True

    def sealed(self, now: datetime, correlation_id: str | None, causation_id: UUID | None) -> Self:
        """A copy whose envelope is complete; the event itself when nothing was missing."""
        missing: dict[str, Any] = {}
        if "timestamp" not in self.model_fields_set:
            missing["timestamp"] = now
        if self.correlation_id is None:
            missing["correlation_id"] = correlation_id or str(self.event_id)
        if self.causation_id is None and causation_id is not None:
            missing["causation_id"] = causation_id
        return self.model_copy(update=missing) if missing else self

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready CloudEvents 1.0 object."""
        wire = self.model_dump(mode="json")
        envelope = {name: wire.pop(name) for name in ENVELOPE}
        return {
            "specversion": "1.0",
            "id": envelope["event_id"],
            "type": self.event_type,
            "source": f"/diana/{self.source_service}",
            "time": envelope["timestamp"],
            "datacontenttype": "application/json",
            "schemaversion": self.schema_version,
            "partitionkey": self.key,
            "priority": envelope["priority"],
            **{
                attribute: envelope[field]
                for attribute, field in (
                    ("correlationid", "correlation_id"),
                    ("causationid", "causation_id"),
                    ("targetservices", "target_services"),
                    ("traceparent", "traceparent"),
                )
                if envelope[field] is not None
            },
            "data": wire,
        }

    @classmethod
    def from_dict(cls, wire: dict[str, Any]) -> Self:
        """Rebuild the event that `to_dict` described.

        Raises EventSerializationError when the envelope is incomplete or of another type,
        EventValidationError when the content breaks the schema.
        """
        if wire.get("type") != cls.event_type:
            raise EventSerializationError(f"{wire.get('type')!r} is not {cls.event_type!r}")
        try:
            fields = {
                **wire["data"],
                "event_id": wire["id"],
                "timestamp": wire["time"],
                "priority": wire["priority"],
                "correlation_id": wire.get("correlationid"),
                "causation_id": wire.get("causationid"),
                "target_services": wire.get("targetservices"),
                "traceparent": wire.get("traceparent"),
            }
        except (KeyError, TypeError) as error:
            raise EventSerializationError(f"incomplete event: {error}") from error
        try:
            return cls.model_validate_json(_to_json(fields))
        except PydanticSerializationError as error:
            raise EventSerializationError(f"not JSON: {error}") from error
        except PydanticValidationError as error:
            raise EventValidationError(str(error)) from error


def _to_json(fields: dict[str, Any]) -> bytes:
    # Strict mode reads dates and ids from JSON text, but not from Python strings.
    return to_json(fields)
