"""What an update has caused so far, so that a chat can show it in the same message."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from domains.core.events.base import BaseEvent


class _Turn:
    __slots__ = ("events", "outstanding", "settled")

    def __init__(self) -> None:
        self.events: list[BaseEvent] = []
        self.outstanding = 0
        self.settled = asyncio.Event()
        self.settled.set()


class Turns:
    """Counts, per correlation id, the deliveries that are still on their way.

    Only correlations with an open turn are counted, so memory is bounded by the number of
    updates being answered.
    """

    def __init__(self) -> None:
        self._open: dict[str, _Turn] = {}

    @contextmanager
    def open(self, correlation_id: str) -> Iterator[None]:
        """Follow what this correlation causes until the block ends."""
        turn = self._open[correlation_id] = _Turn()
        try:
            yield
        finally:
            if self._open.get(correlation_id) is turn:  # an update may be handled anew meanwhile
                del self._open[correlation_id]

    def started(self, event: BaseEvent, deliveries: int) -> None:
        """An event was published and goes to so many subscriptions."""
        turn = self._open.get(event.correlation_id or "")
        if turn is not None:
            turn.events.append(event)
            turn.outstanding += deliveries
            if turn.outstanding:
                turn.settled.clear()

    def finished(self, event: BaseEvent) -> None:
        """One delivery of the event is settled, for better or worse."""
        turn = self._open.get(event.correlation_id or "")
        if turn is not None and turn.outstanding:
            turn.outstanding -= 1
            if not turn.outstanding:
                turn.settled.set()

    async def consequences(self, correlation_id: str, within: float) -> tuple[BaseEvent, ...]:
        """The events caused so far, once all have settled or `within` seconds have passed."""
        turn = self._open.get(correlation_id)
        if turn is None:
            return ()
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await turn.settled.wait()
        return tuple(turn.events)
