"""What the kernel itself publishes: the bus about its health, sagas, the passage of time."""

from __future__ import annotations

from domains.core.events.base import BaseEvent
from domains.core.events.bus import (
    BreakerClosedEvent,
    BreakerOpenedEvent,
    BroadcastGapDetectedEvent,
    BusDegradedEvent,
    BusRecoveredEvent,
    EventDeadLetteredEvent,
    HandlerFailedEvent,
)
from domains.core.events.saga import (
    SagaCompensatedEvent,
    SagaCompletedEvent,
    SagaStartedEvent,
    SagaStepCompletedEvent,
    SagaTimedOutEvent,
)
from domains.core.events.time import DayPassedEvent, HourPassedEvent, WeekPassedEvent

PUBLISHES: tuple[type[BaseEvent], ...] = (
    HandlerFailedEvent,
    EventDeadLetteredEvent,
    BreakerOpenedEvent,
    BreakerClosedEvent,
    BusDegradedEvent,
    BusRecoveredEvent,
    BroadcastGapDetectedEvent,
    HourPassedEvent,
    DayPassedEvent,
    WeekPassedEvent,
    SagaStartedEvent,
    SagaStepCompletedEvent,
    SagaCompletedEvent,
    SagaCompensatedEvent,
    SagaTimedOutEvent,
)
"""Checked by the tests of the architecture against what the code under core makes."""
