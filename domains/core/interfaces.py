"""The contracts of the event bus: events, handlers, the bus, the store, metrics, errors.

This file imports nothing of the project but the clock, so everything may import it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from enum import Enum, IntEnum
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domains.core.clock import SystemClock


class EventPriority(IntEnum):
    """Weight between keys; the order inside a key always wins over it."""

    LOW = 1
    NORMAL = 2
    HIGH = 3
    CRITICAL = 4


class EventStatus(Enum):
    """Where an event stands for one subscription."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    RETRY = "retry"


class Durability(Enum):
    """What survives a crash: DURABLE events are stored first, EPHEMERAL ones never."""

    DURABLE = "durable"
    EPHEMERAL = "ephemeral"


class Overflow(Enum):
    """What happens to an event that finds the bus full."""

    WAIT = "wait"
    """The publisher waits for room."""
    REJECT = "reject"
    """The publisher gets a typed error; nothing is stored."""
    DROP_OLDEST = "drop oldest"
    """The oldest waiting event of the type makes room. For ephemeral events only."""
    SPILL = "spill"
    """The event is stored and delivered when there is room. For durable events only."""


@runtime_checkable
class IEvent(Protocol):
    """An immutable fact: what happened, when, to whom, and because of what."""

    @property
    def event_id(self) -> UUID: ...
    @property
    def event_type(self) -> str: ...
    @property
    def schema_version(self) -> int: ...
    @property
    def timestamp(self) -> datetime: ...
    @property
    def source_service(self) -> str: ...
    @property
    def correlation_id(self) -> str | None: ...
    @property
    def causation_id(self) -> UUID | None: ...
    @property
    def priority(self) -> EventPriority: ...
    @property
    def key(self) -> str: ...
    @property
    def durability(self) -> Durability: ...
    @property
    def payload(self) -> dict[str, Any]: ...

    def to_dict(self) -> dict[str, Any]: ...

    def validate(self) -> bool: ...


class IEventHandler(ABC):
    """Something that reacts to events."""

    @property
    @abstractmethod
    def handler_id(self) -> str: ...

    @property
    @abstractmethod
    def supported_event_types(self) -> Collection[str]: ...

    @property
    @abstractmethod
    def service_name(self) -> str: ...

    @abstractmethod
    async def handle(self, event: IEvent) -> bool:
        """React. False or an exception counts as a failure and is retried."""

    @abstractmethod
    async def can_handle(self, event: IEvent) -> bool: ...

    @abstractmethod
    async def on_error(self, event: IEvent, error: Exception) -> bool:
        """True asks for a retry, False gives the event up for this handler."""


class IEventBus(ABC):
    """Publish and subscribe."""

    @abstractmethod
    async def initialize(self) -> None: ...

    @abstractmethod
    async def shutdown(self) -> None: ...

    @abstractmethod
    async def publish(
        self, event: IEvent, target_services: Sequence[str] | None = None
    ) -> bool: ...

    @abstractmethod
    async def subscribe(
        self, event_type: str, handler: IEventHandler, service_name: str | None = None
    ) -> str: ...

    @abstractmethod
    async def unsubscribe(self, subscription_id: str) -> bool: ...

    @abstractmethod
    async def get_active_subscriptions(self) -> dict[str, list[str]]: ...

    @abstractmethod
    async def get_subscription_health(self) -> dict[str, dict[str, Any]]: ...


class IEventStore(ABC):
    """The durable log of events."""

    @abstractmethod
    async def store_event(self, event: IEvent) -> bool: ...

    @abstractmethod
    async def get_events(
        self,
        event_type: str | None = None,
        correlation_id: str | None = None,
        start_time: datetime | None = None,
        end_time: datetime | None = None,
        limit: int = 100,
    ) -> list[IEvent]: ...

    @abstractmethod
    def replay_events(
        self, event_type: str, start_time: datetime, end_time: datetime | None = None
    ) -> AsyncIterator[IEvent]: ...


class IEventMetrics(ABC):
    """Counters and timings of the bus. Times are seconds."""

    @abstractmethod
    async def record_event_published(self, event_type: str, seconds: float) -> None: ...

    @abstractmethod
    async def record_event_processed(
        self, event_type: str, handler_id: str, seconds: float, success: bool
    ) -> None: ...

    @abstractmethod
    async def record_subscription_health(
        self, subscription_id: str, status: str, error_count: int
    ) -> None: ...

    @abstractmethod
    async def get_processing_metrics(self) -> Mapping[str, Any]: ...

    @abstractmethod
    async def get_error_metrics(self) -> Mapping[str, Any]: ...


class EventBusConfig(BaseModel):
    """How the bus behaves. Times are seconds; tests/core/contract proves every field's effect."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    redis_url: str = "redis://localhost:6379/0"
    max_retry_attempts: int = Field(default=3, ge=0)
    retry_delay_seconds: float = Field(default=1.0, gt=0)
    event_ttl_seconds: int = Field(default=86_400, gt=0)
    max_concurrent_handlers: int = Field(default=100, ge=1)
    health_check_interval_seconds: int = Field(default=30, ge=1)
    metrics_enabled: bool = True
    event_store_enabled: bool = True
    handler_timeout_seconds: float = Field(default=30.0, gt=0)

    breaker_failures: int = Field(default=5, ge=1)
    """Failures in a row that pause a subscription; half of 20 calls in a minute do, too."""
    breaker_open_seconds: float = Field(default=30.0, gt=0)
    """How long it is paused before one delivery is tried."""
    max_event_bytes: int = Field(default=262_144, gt=0)
    """A larger event on the wire is refused."""
    max_backlog_events: int = Field(default=10_000, ge=1)
    """Deliveries in memory from which on each event's overflow policy decides."""
    max_backlog_bytes: int = Field(default=67_108_864, ge=1)
    """As max_backlog_events, for what they take on the wire."""
    max_publishes_per_second: int | None = Field(default=None, ge=1)
    """More calls of `publish` in one second are refused; None: no limit. What a unit of work
    publishes is a part of its state, and is not counted."""
    publish_wait_seconds: float = Field(default=5.0, ge=0)
    """How long a publisher waits for room before it is refused."""


class EventBusError(Exception):
    """Root of the bus's own errors."""

    def __init__(self, message: str, event_id: UUID | None = None) -> None:
        super().__init__(message)
        self.event_id = event_id
        self.timestamp = SystemClock().now()


class EventPublishError(EventBusError):
    """The event was not accepted; nothing was stored or delivered."""


class EventOverloadError(EventPublishError):
    """There was no room for the event, and its policy is not to wait any longer."""


class EventTooLargeError(EventPublishError):
    """The event is longer on the wire than `max_event_bytes`."""


class EventSubscriptionError(EventBusError):
    """The subscription cannot exist as declared."""


class EventHandlingError(EventBusError):
    """A handler failed."""

    def __init__(self, message: str, handler_id: str, event_id: UUID | None = None) -> None:
        super().__init__(message, event_id)
        self.handler_id = handler_id


class EventValidationError(EventBusError, ValueError):
    """The event's content breaks its schema."""


class EventSerializationError(EventBusError):
    """The bytes are not an event that this version can read."""
