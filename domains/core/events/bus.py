"""What the bus says about its own health: gone with the process, never delivered to itself."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from domains.core.events.base import BaseEvent, Code, ErrorText, Name, Priority
from domains.core.events.types import EventType
from domains.core.interfaces import Durability, EventPriority, Overflow

SubscriptionName = Annotated[str, Field(min_length=1, max_length=128)]
"""A subscription, by its stable name."""

TypeName = Annotated[str, Field(min_length=1, max_length=96)]
"""The wire name of the event that is spoken of."""


class HandlerFailedEvent(BaseEvent):
    """A handler raised, timed out or answered False. Published for every failed attempt."""

    event_type: ClassVar[str] = EventType.HANDLER_FAILED
    source_service: ClassVar[str] = "bus"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    overflow: ClassVar[Overflow] = Overflow.DROP_OLDEST
    key_field: ClassVar[str] = "subscription"

    subscription: SubscriptionName
    failed_event_id: UUID
    failed_event_type: TypeName
    attempt: int = Field(ge=1, lt=2**31)
    will_retry: bool
    """False when the delivery becomes a dead letter, or is forgotten if ephemeral."""
    error_type: Name
    error_message: ErrorText = ""


class EventDeadLetteredEvent(BaseEvent):
    """A delivery was given up. The rest of its key's sequence waits behind it."""

    event_type: ClassVar[str] = EventType.EVENT_DEAD_LETTERED
    source_service: ClassVar[str] = "bus"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "subscription"
    priority: Priority = EventPriority.CRITICAL

    subscription: SubscriptionName
    dead_event_id: UUID
    dead_event_type: TypeName
    dead_event_key: str = Field(max_length=128)
    attempts: int = Field(ge=1, lt=2**31)
    error_type: Name
    error_message: ErrorText = ""


class BreakerOpenedEvent(BaseEvent):
    """A circuit breaker paused what it guards: a subscription, or the way to Redis."""

    event_type: ClassVar[str] = EventType.BREAKER_OPENED
    source_service: ClassVar[str] = "bus"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "breaker"
    priority: Priority = EventPriority.HIGH

    breaker: SubscriptionName
    failures: int = Field(ge=1, lt=2**31)
    """Failures in a row that opened it."""
    probe_at: AwareDatetime
    """When one delivery is let through as a probe."""


class BreakerClosedEvent(BaseEvent):
    """A probe succeeded: what the breaker guards flows again."""

    event_type: ClassVar[str] = EventType.BREAKER_CLOSED
    source_service: ClassVar[str] = "bus"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "breaker"
    priority: Priority = EventPriority.HIGH

    breaker: SubscriptionName
    open_seconds: float = Field(ge=0)


class BusDegradedEvent(BaseEvent):
    """The bus works with less than it should have, for example without Redis."""

    event_type: ClassVar[str] = EventType.BUS_DEGRADED
    source_service: ClassVar[str] = "bus"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "instance_id"
    priority: Priority = EventPriority.CRITICAL

    instance_id: UUID
    reason: Code
    message: ErrorText = ""


class BusRecoveredEvent(BaseEvent):
    """What the bus had to do without is back and has caught up."""

    event_type: ClassVar[str] = EventType.BUS_RECOVERED
    source_service: ClassVar[str] = "bus"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "instance_id"
    priority: Priority = EventPriority.HIGH

    instance_id: UUID
    reason: Code
    """The reason that the degradation gave."""
    degraded_seconds: float = Field(ge=0)


class BroadcastGapDetectedEvent(BaseEvent):
    """An instance has missed events meant for every instance: it must forget what it caches.

    It is told to the instance that missed them.
    """

    event_type: ClassVar[str] = EventType.BROADCAST_GAP_DETECTED
    source_service: ClassVar[str] = "bus"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "instance_id"
    priority: Priority = EventPriority.CRITICAL

    instance_id: UUID
    reason: Code
    """Why: the stream was trimmed past the reader, or the server lost its data."""
    last_read: str = Field(default="", max_length=64)
    """Where the reader stood before the gap, as the stream counts."""
    first_available: str = Field(default="", max_length=64)
    """Where reading goes on."""
