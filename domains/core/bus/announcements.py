"""What the bus tells about itself, as ordinary events: for alerts, panels and counters.

Nothing is told about the handling of such an event: a failing alert must not cause alerts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from domains.core.bus.delivery import Delivery
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
from domains.core.text import storable

SOURCE = "bus"
LONGEST_MESSAGE = 500


class Announcements:
    """Builds the events and hands them to the bus. Built only when somebody hears them."""

    def __init__(
        self,
        me: UUID,
        deliver: Callable[[BaseEvent], None],
        is_heard: Callable[[str], bool],
    ) -> None:
        self._me = me
        self._deliver = deliver
        self._is_heard = is_heard

    def handler_failed(self, delivery: Delivery, error: Exception, *, is_final: bool) -> None:
        """An attempt failed; when `is_final`, for good."""
        event = delivery.event
        if event.source_service == SOURCE:
            return
        if self._is_heard(HandlerFailedEvent.event_type):
            self._deliver(
                HandlerFailedEvent(
                    subscription=delivery.subscription.name,
                    failed_event_id=event.event_id,
                    failed_event_type=event.event_type,
                    attempt=max(1, delivery.attempts),
                    will_retry=not is_final,
                    error_type=type(error).__name__,
                    error_message=storable(str(error))[:LONGEST_MESSAGE],
                )
            )
        if delivery.is_dead and self._is_heard(EventDeadLetteredEvent.event_type):
            self._deliver(
                EventDeadLetteredEvent(
                    subscription=delivery.subscription.name,
                    dead_event_id=event.event_id,
                    dead_event_type=event.event_type,
                    dead_event_key=delivery.key,
                    attempts=max(1, delivery.attempts),
                    error_type=type(error).__name__,
                    error_message=storable(str(error))[:LONGEST_MESSAGE],
                )
            )

    def breaker_opened(self, name: str, failures: int, probe_at: datetime) -> None:
        """A subscription is paused until a trial."""
        self._deliver(BreakerOpenedEvent(breaker=name, failures=failures, probe_at=probe_at))

    def breaker_closed(self, name: str, open_seconds: float) -> None:
        """The trial succeeded."""
        self._deliver(BreakerClosedEvent(breaker=name, open_seconds=open_seconds))

    def degraded(self, reason: str, message: str) -> None:
        """The bus works with less than it should have."""
        self._deliver(
            BusDegradedEvent(
                instance_id=self._me, reason=reason, message=storable(message)[:LONGEST_MESSAGE]
            )
        )

    def recovered(self, reason: str, degraded_seconds: float) -> None:
        """It has everything again."""
        self._deliver(
            BusRecoveredEvent(
                instance_id=self._me, reason=reason, degraded_seconds=degraded_seconds
            )
        )

    def missed(self, reason: str) -> None:
        """Broadcasts were lost: caches are to be dropped."""
        self._deliver(BroadcastGapDetectedEvent(instance_id=self._me, reason=reason))
