"""The class-based way to write a handler, and how the bus listens to one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
from time import perf_counter
from typing import Any

from domains.core.bus.subscription import Reaction
from domains.core.events.base import BaseEvent
from domains.core.interfaces import EventHandlingError, IEvent, IEventHandler


class GiveUpError(EventHandlingError):
    """The handler failed and asked not to be called again for this event."""


class BaseEventHandler(IEventHandler):
    """Implement `_process_event`; declare what you hear with `add_supported_event_type`."""

    def __init__(self, service_name: str, handler_id: str) -> None:
        self._service_name = service_name
        self._handler_id = handler_id
        self._types: set[str] = set()
        self._succeeded = self._failed = 0
        self._seconds = 0.0

    @property
    def handler_id(self) -> str:
        return self._handler_id

    @property
    def service_name(self) -> str:
        return self._service_name

    @property
    def supported_event_types(self) -> Collection[str]:
        return frozenset(self._types)

    def add_supported_event_type(self, event_type: str) -> None:
        """Hear events of this type too."""
        self._types.add(event_type)

    async def can_handle(self, event: IEvent) -> bool:
        return event.event_type in self._types

    async def handle(self, event: IEvent) -> bool:
        """Run `_process_event` and keep its record. Its exceptions pass through."""
        started = perf_counter()
        succeeded = False
        try:
            succeeded = await self._process_event(event)
        finally:
            self._seconds += perf_counter() - started
            self._succeeded += succeeded
            self._failed += not succeeded
        return succeeded

    async def on_error(self, event: IEvent, error: Exception) -> bool:
        """Retry unless the event itself is invalid."""
        return not isinstance(error, ValueError)

    def get_performance(self) -> dict[str, Any]:
        """Successes, failures and the mean time of a call in seconds."""
        calls = self._succeeded + self._failed
        return {
            "success_count": self._succeeded,
            "error_count": self._failed,
            "average_seconds": self._seconds / calls if calls else 0.0,
        }

    @abstractmethod
    async def _process_event(self, event: IEvent) -> bool:
        """React to the event. True when it is done, False to be called again."""


def listen(handler: IEventHandler) -> Reaction[BaseEvent]:
    """The handler as a plain reaction: a failure becomes an exception."""

    async def react(event: BaseEvent) -> None:
        if not await handler.can_handle(event):
            return
        try:
            succeeded = await handler.handle(event)
        except Exception as error:
            if await handler.on_error(event, error):
                raise
            raise GiveUpError(str(error), handler.handler_id, event.event_id) from error
        if not succeeded:
            raise EventHandlingError("handler returned False", handler.handler_id, event.event_id)

    return react
