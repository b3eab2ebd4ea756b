"""What happens to a saga: a process over several modules, kept by its id.

Published in the transaction that moves the saga, so they are as true as its state.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from domains.core.events.base import BaseEvent, Code, ErrorText, Priority
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority

SagaId = Annotated[str, Field(min_length=1, max_length=128)]
"""One run of a saga; unique among the runs of its kind."""

Step = Annotated[str, Field(min_length=1, max_length=32, pattern=r"^[a-z0-9][a-z0-9_]*$")]


class SagaStartedEvent(BaseEvent):
    """A saga began."""

    event_type: ClassVar[str] = EventType.SAGA_STARTED
    source_service: ClassVar[str] = "system"
    key_field: ClassVar[str] = "saga_id"

    saga: Code
    saga_id: SagaId
    step: Step
    """What it waits for first."""


class SagaStepCompletedEvent(BaseEvent):
    """A saga got what it waited for and went on."""

    event_type: ClassVar[str] = EventType.SAGA_STEP_COMPLETED
    source_service: ClassVar[str] = "system"
    key_field: ClassVar[str] = "saga_id"
    priority: Priority = EventPriority.LOW

    saga: Code
    saga_id: SagaId
    step: Step
    """The step that is done."""
    next_step: Step


class SagaCompletedEvent(BaseEvent):
    """A saga reached its end as intended."""

    event_type: ClassVar[str] = EventType.SAGA_COMPLETED
    source_service: ClassVar[str] = "system"
    key_field: ClassVar[str] = "saga_id"

    saga: Code
    saga_id: SagaId
    step: Step
    """The step that ended it."""


class SagaCompensatedEvent(BaseEvent):
    """A saga could not go on, and what it had done was taken back."""

    event_type: ClassVar[str] = EventType.SAGA_COMPENSATED
    source_service: ClassVar[str] = "system"
    key_field: ClassVar[str] = "saga_id"
    priority: Priority = EventPriority.HIGH

    saga: Code
    saga_id: SagaId
    step: Step
    """The step that did not come."""
    reason: ErrorText


class SagaTimedOutEvent(BaseEvent):
    """The wait for a step is over. Scheduled when the wait begins; by then it may be moot.

    Whoever hears it compares `step` and `version` with the saga's state and does nothing when
    the saga has moved on.
    """

    event_type: ClassVar[str] = EventType.SAGA_TIMED_OUT
    source_service: ClassVar[str] = "system"
    key_field: ClassVar[str] = "saga_id"

    saga: Code
    saga_id: SagaId
    step: Step
    version: int = Field(ge=0, lt=2**63)
