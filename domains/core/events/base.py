"""The event base: an immutable, validated fact that travels as a CloudEvents 1.0 object.

An invalid event cannot be built: construction validates strictly and refuses unknown fields.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
)
from pydantic import ValidationError as PydanticValidationError
from pydantic_core import PydanticSerializationError, from_json, to_json

from domains.core.clock import SystemClock
from domains.core.events.declaration import check_declaration, forbid_instances
from domains.core.events.frozen import FrozenDict
from domains.core.events.identity import new_event_id
from domains.core.events.wire import ENVELOPE, encode, fields_from
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
    return EventPriority(value) if type(value) is int else value


Priority = Annotated[
    EventPriority,
    BeforeValidator(_read_priority),
    PlainSerializer(lambda priority: priority.name, return_type=str, when_used="json"),
]
"""Accepted by name or number, written by name."""

LONGEST_CORRELATION = 128

UserId = Annotated[int, Field(gt=0, lt=2**63)]
"""A Telegram user id."""

Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9_.:-]*$")]
"""A stable identifier of content or a rule: a chapter, a decision, an action."""

Count = Annotated[int, Field(ge=0, lt=2**31)]
"""How many of something."""

ServiceName = Annotated[str, Field(min_length=1, max_length=64)]
"""A module, or a program."""

Details = Annotated[
    dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=500)] | int | bool],
    Field(max_length=32),
    AfterValidator(FrozenDict),
]
"""A few named values that go with something."""

Occasion = Annotated[str, Field(min_length=1, max_length=64)]
"""Which time something happened: with the user the natural key of whatever it earns."""

Name = Annotated[str, Field(min_length=1, max_length=128)]
"""A name for people and logs: a class, a service."""

ErrorText = Annotated[str, Field(max_length=500)]
"""What went wrong, for operators. Carries no personal text."""

Amount = Annotated[int, Field(gt=0, lt=2**63)]
"""Besitos, or experience, that move: never none."""

Total = Annotated[int, Field(ge=0, lt=2**63)]
"""Besitos, or experience, that somebody has."""

_set = object.__setattr__


class BaseEvent(BaseModel):
    """A fact in the past tense.

    Class attributes declare what is the same for every event of a type: its wire name,
    its schema version, who publishes it, what survives a crash, which field orders it, and
    what happens when the bus is full (durable events spill, ephemeral ones wait).
    Envelope fields left out are filled in at publish: `timestamp` from the publisher's clock,
    `correlation_id` and `causation_id` from the work that publishes.
    """

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )

    # What is computed once. Slots are no part of the value: copies and pickles lack them.
    __slots__ = ("_key", "_text")
    if TYPE_CHECKING:
        _key: str
        _text: str
    else:

        def __getattr__(self, name: str) -> str:
            """Fill a slot when it is first read. Nothing else that is missing exists."""
            if name == "_key":
                value = str(getattr(self, self.key_field))
            elif name == "_text":
                value = ""
            else:
                raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
            _set(self, name, value)
            return value

    event_type: ClassVar[str]
    source_service: ClassVar[str]
    schema_version: ClassVar[int] = 1
    durability: ClassVar[Durability] = Durability.DURABLE
    overflow: ClassVar[Overflow]
    key_field: ClassVar[str] = "user_id"

    event_id: UUID = Field(default_factory=new_event_id)
    timestamp: AwareDatetime = Field(default_factory=_utc_now)
    correlation_id: str | None = Field(default=None, min_length=1, max_length=LONGEST_CORRELATION)
    causation_id: UUID | None = None
    priority: Priority = EventPriority.NORMAL
    target_services: Annotated[tuple[ServiceName, ...], Field(max_length=32)] | None = None
    traceparent: str | None = Field(default=None, max_length=64)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Raises EventValidationError for a class that contradicts itself."""
        super().__pydantic_init_subclass__(**kwargs)
        check_declaration(cls)

    @property
    def key(self) -> str:
        """Events with equal keys reach each subscription in the order they were published."""
        return self._key

    @property
    def payload(self) -> dict[str, Any]:
        """A copy of the event's own fields; dictionaries in it may be changed at will."""
        return {
            name: dict(value) if isinstance(value, FrozenDict) else value
            for name, value in self.__dict__.items()
            if name not in ENVELOPE
        }

    def validate(self) -> bool:  # type: ignore[override]  # shadows a deprecated pydantic classmethod
        """True: an event that exists is valid. Kept for the bus contract."""
        return True

    def sealed(self, now: datetime, correlation_id: str | None, causation_id: UUID | None) -> Self:
        """The event itself, its envelope completed: what was given is never changed.

        `now` is UTC. Once sealed an event stays as it is. Raises EventValidationError for a
        correlation id that no event may have.
        """
        values, given = self.__dict__, self.__pydantic_fields_set__
        if "timestamp" not in given:
            values["timestamp"] = now
            given.add("timestamp")
        elif values["correlation_id"] is not None and (
            causation_id is None or values["causation_id"] is not None
        ):
            return self
        if values["correlation_id"] is None:
            if correlation_id:
                values["correlation_id"] = _checked(correlation_id)
            else:  # `UUID.hex`, at half the price
                values["correlation_id"] = values["event_id"].int.to_bytes(16).hex()
        if causation_id is not None and values["causation_id"] is None:
            values["causation_id"] = causation_id
        # Whatever was encoded before lacks this; and reading an empty slot would cost more.
        _set_text(self, "")
        _set_key(self, str(values[self.key_field]))
        return self

    def __hash__(self) -> int:
        """By the id: the envelope may be completed while an event lies in a set."""
        return hash(self.event_id)

    def encode(self) -> str:
        """The event as a CloudEvents 1.0 object in JSON, made once."""
        text = self._text
        if not text:
            text = encode(self)
            _set(self, "_text", text)
        return text

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready CloudEvents 1.0 object: what `encode` says, as a fresh dictionary."""
        wire: dict[str, Any] = from_json(self.encode())
        return wire

    @classmethod
    def from_dict(cls, wire: dict[str, Any]) -> Self:
        """Rebuild the event that `to_dict` described.

        Fields that this version does not know are let pass: a newer program may add optional
        ones without a new schema version, while instances of both run side by side.
        Raises EventSerializationError when the envelope is incomplete or of another type,
        EventValidationError when the content breaks the schema.
        """
        if wire.get("type") != cls.event_type:
            raise EventSerializationError(f"{wire.get('type')!r} is not {cls.event_type!r}")
        try:
            # Strict mode reads dates and ids from JSON text, but not from Python strings.
            return cls.model_validate_json(to_json(fields_from(wire)), extra="ignore")
        except PydanticSerializationError as error:
            raise EventSerializationError(f"not JSON: {error}") from error
        except PydanticValidationError as error:
            raise EventValidationError(str(error)) from error


forbid_instances(BaseEvent)


_set_text = vars(BaseEvent)["_text"].__set__
_set_key = vars(BaseEvent)["_key"].__set__


def _checked(correlation_id: str) -> str:
    if len(correlation_id) > LONGEST_CORRELATION or not correlation_id.isprintable():
        raise EventValidationError(f"{correlation_id[:LONGEST_CORRELATION]!r} correlates nothing")
    return correlation_id
