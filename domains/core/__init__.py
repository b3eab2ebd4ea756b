"""The shared kernel: events, the bus, units of work, time. Knows no domain, no Telegram."""

from __future__ import annotations

from domains.core.bus.dispatcher import EventBus
from domains.core.bus.handler import BaseEventHandler
from domains.core.bus.redis_event_bus import RedisEventBus
from domains.core.bus.subscription import Scope, Subscription, effect, reaction
from domains.core.errors import DomainError, RetryAfterError
from domains.core.events import *  # noqa: F403  # the published language is the public API
from domains.core.events import __all__ as _events
from domains.core.interfaces import (
    Durability,
    EventBusConfig,
    EventBusError,
    EventHandlingError,
    EventPriority,
    EventPublishError,
    EventSerializationError,
    EventStatus,
    EventSubscriptionError,
    EventValidationError,
    IEvent,
    IEventBus,
    IEventHandler,
    IEventMetrics,
    IEventStore,
)
from domains.core.kernel import Kernel
from domains.core.unit_of_work import Transaction, UnitOfWork

__all__ = [  # noqa: PLE0604 - the events' names are strings, kept in one list of their own
    "BaseEventHandler",
    "DomainError",
    "Durability",
    "EventBus",
    "EventBusConfig",
    "EventBusError",
    "EventHandlingError",
    "EventPriority",
    "EventPublishError",
    "EventSerializationError",
    "EventStatus",
    "EventSubscriptionError",
    "EventValidationError",
    "IEvent",
    "IEventBus",
    "IEventHandler",
    "IEventMetrics",
    "IEventStore",
    "Kernel",
    "RedisEventBus",
    "RetryAfterError",
    "Scope",
    "Subscription",
    "Transaction",
    "UnitOfWork",
    "effect",
    "reaction",
    *_events,
]
