"""Waiting for an event, or for its absence, in the clock's time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from datetime import timedelta
from typing import Any, Generic, TypeVar

from domains.core.events.base import BaseEvent
from domains.core.testing.clock import Span, span_of
from domains.core.testing.record import Found, Record, describe

E = TypeVar("E", bound=BaseEvent)

Proceed = Callable[[timedelta, Callable[[], bool]], Awaitable[None]]
"""Lets time pass, step by step, until the span is over or the question says yes."""


class Expected(Generic[E]):
    """An event that is to be published; awaited alone, by the time the bus has settled."""

    def __init__(
        self, record: Record, proceed: Proceed, event: type[E], fields: dict[str, Any]
    ) -> None:
        self._record = record
        self._proceed = proceed
        self._event = event
        self._fields = fields

    async def within(self, span: Span) -> E:
        """The first such event, published already or at most `span` from now.

        AssertionError with everything that was published when there is none.
        """
        limit = span_of(span)
        await self._proceed(limit, lambda: bool(self._found()))
        found = self._found()
        if not found:
            sought = describe(self._event.__name__, self._fields)
            raise AssertionError(f"no {sought} within {limit}; {self._record.describe()}")
        return found[0]

    def __await__(self) -> Generator[Any, None, E]:
        return self.within(0).__await__()

    def _found(self) -> Found[E]:
        return self._record.of(self._event).where(**self._fields)


class Unwanted(Generic[E]):
    """An event that must not be published."""

    def __init__(
        self, record: Record, proceed: Proceed, event: type[E], fields: dict[str, Any]
    ) -> None:
        self._record = record
        self._proceed = proceed
        self._event = event
        self._fields = fields

    async def within(self, span: Span) -> None:
        """Let the whole span pass. AssertionError as soon as such an event is on record."""
        await self._proceed(span_of(span), lambda: bool(self._found()))
        if found := self._found():
            raise AssertionError(f"unwanted: {found!r}")

    def __await__(self) -> Generator[Any, None, None]:
        return self.within(0).__await__()

    def _found(self) -> Found[E]:
        return self._record.of(self._event).where(**self._fields)
