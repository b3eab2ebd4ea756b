"""Shows the sandbox's live panel what the bot's event bus does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domains.core.bus.delivery import Delivery
from domains.core.events.base import BaseEvent


class BusPanel:
    """An observer of the bus that writes every event and every attempt into the journal."""

    def __init__(self, trace: Callable[[dict[str, Any]], None]) -> None:
        self._trace = trace

    def published(self, event: BaseEvent) -> None:
        """An event was accepted."""
        wire = event.to_dict()
        self._trace(
            {
                "kind": "event",
                "event_id": wire["id"],
                "event_type": event.event_type,
                "correlation_id": event.correlation_id,
                "causation_id": wire.get("causationid"),
                "user_id": getattr(event, "user_id", None),
                "payload": wire["data"],
            }
        )

    def handled(self, delivery: Delivery, seconds: float, error: Exception | None) -> None:
        """A handler was called."""
        self._trace(
            {
                "kind": "handler",
                "subscription": delivery.subscription.name,
                "event_id": str(delivery.event.event_id),
                "event_type": delivery.event.event_type,
                "correlation_id": delivery.event.correlation_id,
                "user_id": getattr(delivery.event, "user_id", None),
                "ms": round(seconds * 1_000, 2),
                "ok": error is None,
                "error": None if error is None else f"{type(error).__name__}: {error}",
                "attempt": delivery.attempts + 1,
            }
        )
