"""What the program says about itself."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from domains.core.events.base import BaseEvent, Code, ErrorText, Priority, ServiceName, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import Durability, EventPriority


class ServiceStartedEvent(BaseEvent):
    """An instance is ready for work."""

    event_type: ClassVar[str] = EventType.SERVICE_STARTED
    source_service: ClassVar[str] = "system"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "service_name"

    service_name: ServiceName
    service_version: str = Field(min_length=1, max_length=32)
    startup_time_ms: float = Field(default=0.0, ge=0)
    startup_timestamp: AwareDatetime | None = None


class ServiceStoppedEvent(BaseEvent):
    """An instance has drained and stops."""

    event_type: ClassVar[str] = EventType.SERVICE_STOPPED
    source_service: ClassVar[str] = "system"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "service_name"

    service_name: ServiceName
    uptime_seconds: float = Field(default=0.0, ge=0)


class ErrorOccurredEvent(BaseEvent):
    """Something failed that nobody expected. Carries no personal text."""

    event_type: ClassVar[str] = EventType.ERROR_OCCURRED
    source_service: ClassVar[str] = "system"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "error_type"
    priority: Priority = EventPriority.CRITICAL

    error_type: str = Field(min_length=1, max_length=128)
    error_message: str = Field(default="", max_length=500)
    stack_trace: str | None = Field(default=None, max_length=8_000)
    user_id: UserId | None = None
    error_timestamp: AwareDatetime | None = None


class HealthCheckPerformedEvent(BaseEvent):
    """An instance looked at its own health; published when the answer changes."""

    event_type: ClassVar[str] = EventType.HEALTH_CHECK_PERFORMED
    source_service: ClassVar[str] = "system"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "service_name"
    priority: Priority = EventPriority.LOW

    service_name: ServiceName
    status: Literal["healthy", "degraded", "unhealthy"]
    reasons: tuple[Code, ...] = Field(default=(), max_length=32)


class HealthCheckFailedEvent(BaseEvent):
    """One part of an instance did not answer its health check."""

    event_type: ClassVar[str] = EventType.HEALTH_CHECK_FAILED
    source_service: ClassVar[str] = "system"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    key_field: ClassVar[str] = "service_name"
    priority: Priority = EventPriority.CRITICAL

    service_name: ServiceName
    component: Code
    message: ErrorText = ""
