"""What an update has caused so far, so that a chat can show it in the same message.

An event that another instance handles is followed there: that instance opens a turn of its own
for it and reports once it has settled.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import structlog

from domains.core.events.base import BaseEvent

log = structlog.get_logger(__name__)


class _Turn:
    __slots__ = ("askers", "elsewhere", "events", "is_watched", "outstanding", "settled")

    def __init__(self) -> None:
        self.events: dict[UUID, BaseEvent] = {}
        self.outstanding = 0
        self.elsewhere: set[UUID] = set()
        self.askers: list[tuple[UUID, UUID]] = []
        """Instances that wait for a report, and the event that each asks about."""
        self.is_watched = False
        self.settled = asyncio.Event()
        self.settled.set()


class Turns:
    """Counts, per correlation id, the deliveries that are still on their way.

    Only correlations with an open turn are counted, so memory is bounded by the number of
    updates being answered.
    """

    def __init__(
        self, send: Callable[[UUID, bytes], None], decode: Callable[[Any], BaseEvent]
    ) -> None:
        self._send = send
        self._decode = decode
        self._turns: dict[str, _Turn] = {}
        self._asked: dict[UUID, UUID] = {}

    @contextmanager
    def open(self, correlation_id: str) -> Iterator[None]:
        """Follow what this correlation causes until the block ends."""
        turn = self._turns[correlation_id] = _Turn()
        turn.is_watched = True
        try:
            yield
        finally:
            if self._turns.get(correlation_id) is turn:  # an update may be handled anew meanwhile
                del self._turns[correlation_id]

    def is_open(self, correlation_id: str | None) -> bool:
        """Does anybody wait for what this correlation causes?"""
        return correlation_id in self._turns

    def started(self, event: BaseEvent, deliveries: int) -> None:
        """An event was accepted here and goes to so many subscriptions."""
        if not self._turns and not self._asked:
            return
        turn = self._turn_of(event)
        if turn is None:
            return
        turn.events[event.event_id] = event
        turn.elsewhere.discard(event.event_id)  # it did not fit into memory, and does now
        turn.outstanding += deliveries
        self._look(turn, event.correlation_id or "")

    def finished(self, event: BaseEvent) -> None:
        """One delivery of the event is settled, for better or worse."""
        turn = self._turns.get(event.correlation_id or "") if self._turns else None
        if turn is not None and turn.outstanding:
            turn.outstanding -= 1
            self._look(turn, event.correlation_id or "")

    async def consequences(self, correlation_id: str, within: float) -> tuple[BaseEvent, ...]:
        """The events caused so far, once all have settled or `within` seconds have passed."""
        turn = self._turns.get(correlation_id)
        if turn is None:
            return ()
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await turn.settled.wait()
        return tuple(turn.events.values())

    # -- across instances ---------------------------------------------------------------

    def left(self, event: BaseEvent) -> None:
        """An event of an open turn goes to another instance."""
        turn = self._turns.get(event.correlation_id or "")
        if turn is not None:
            turn.events[event.event_id] = event
            turn.elsewhere.add(event.event_id)
            turn.settled.clear()

    def ask(self, event_id: UUID, asker: UUID) -> None:
        """Tell `asker` what this event, which is about to be accepted, has caused."""
        self._asked[event_id] = asker

    def unask(self, event_id: UUID) -> None:
        """The event was not there to be accepted: it is done, or was never stored."""
        self._asked.pop(event_id, None)

    def reported(self, body: bytes) -> None:
        """Another instance says what an event has caused there. Nonsense is logged."""
        try:
            report = json.loads(body)
            turn = self._turns.get(report["correlation"])
            if turn is None:
                return
            for wire in report["events"]:
                event = self._decode(wire)
                turn.events.setdefault(event.event_id, event)
            turn.elsewhere.discard(UUID(report["event"]))
            self._look(turn, report["correlation"])
        except Exception:  # whatever another version sends must not stop the reader
            log.exception("turns.unreadable_report")

    def _turn_of(self, event: BaseEvent) -> _Turn | None:
        correlation_id = event.correlation_id or ""
        turn = self._turns.get(correlation_id)
        asker = self._asked.pop(event.event_id, None)
        if asker is not None:
            if turn is None:
                turn = self._turns[correlation_id] = _Turn()
            turn.askers.append((asker, event.event_id))
        return turn

    def _look(self, turn: _Turn, correlation_id: str) -> None:
        if turn.outstanding or turn.elsewhere:
            turn.settled.clear()
            return
        turn.settled.set()
        if turn.askers:
            self._report(turn, correlation_id)
        if not turn.is_watched:
            del self._turns[correlation_id]

    def _report(self, turn: _Turn, correlation_id: str) -> None:
        for asker, event_id in turn.askers:
            caused = [event.to_dict() for key, event in turn.events.items() if key != event_id]
            report = {"correlation": correlation_id, "event": str(event_id), "events": caused}
            self._send(asker, json.dumps(report).encode())
        turn.askers.clear()
