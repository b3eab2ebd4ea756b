"""Who watches the bus: the sandbox's live panel, traces, tests."""

from __future__ import annotations

from typing import Protocol

import structlog

from domains.core.bus.delivery import Delivery
from domains.core.events.base import BaseEvent

log = structlog.get_logger(__name__)


class Observer(Protocol):
    """Is told of every event that was accepted and of every attempt to handle one."""

    def published(self, event: BaseEvent) -> None: ...

    def handled(self, delivery: Delivery, seconds: float, error: Exception | None) -> None: ...


class NoObserver:
    """Nobody watches."""

    def published(self, event: BaseEvent) -> None:
        """Nobody is told."""

    def handled(self, delivery: Delivery, seconds: float, error: Exception | None) -> None:
        """Nobody is told."""


class Guarded:
    """An observer whose failures harm nobody: what it is told of has happened already."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer

    def published(self, event: BaseEvent) -> None:
        try:
            self._observer.published(event)
        except Exception:  # watching must not change what is watched
            log.exception("bus.observer_failed", event_id=str(event.event_id))

    def handled(self, delivery: Delivery, seconds: float, error: Exception | None) -> None:
        try:
            self._observer.handled(delivery, seconds, error)
        except Exception:  # watching must not change what is watched
            log.exception("bus.observer_failed", event_id=str(delivery.event.event_id))
