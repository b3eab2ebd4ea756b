"""Looking at single events: list, show, trace."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from domains.core.database import Connection, Database
from domains.core.operations.errors import OperationRefusedError
from domains.core.operations.model import (
    HANDLED,
    EventDetail,
    LoggedEvent,
    SubscriptionState,
    TraceNode,
)
from domains.core.store import inspection
from domains.core.store.inspection import EventFilter

LONGEST_TRACE = 5_000
"""Events of one correlation that are shown; the newest ones."""


class Inspection:
    """Reads the log and what is known of each delivery."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def events(self, chosen: EventFilter, limit: int) -> list[LoggedEvent]:
        """The newest `limit` events that match, newest last, without what they say."""
        async with self._database.reading() as connection:
            rows = await inspection.events(connection, chosen, limit)
            return await _logged(connection, rows)

    async def show(self, event_id: UUID) -> EventDetail:
        """One event, whole. Raises OperationRefusedError when the log does not have it."""
        async with self._database.reading() as connection:
            rows = await inspection.events(connection, EventFilter(event_id=event_id), 1)
            if not rows:
                raise OperationRefusedError(f"There is no event {event_id}.")
            (event,) = await _logged(connection, rows)
        (row,) = rows
        envelope = json.loads(row.wire)
        payload = envelope.pop("data", {})
        return EventDetail(event, row.owner, row.partition, row.claims, envelope, payload)

    async def trace(self, correlation_id: str) -> tuple[TraceNode, ...]:
        """What an update caused, as trees: usually one, with several when it began several.

        Raises OperationRefusedError for a correlation that the log does not know.
        """
        async with self._database.reading() as connection:
            rows = await inspection.events(
                connection, EventFilter(correlation_id=correlation_id), LONGEST_TRACE
            )
            events = await _logged(connection, rows)
        if not events:
            raise OperationRefusedError(f"Nothing has happened for {correlation_id}.")
        causes = {row.event_id: _cause_of(row.wire) for row in rows}
        return _trees(events, causes)


async def _logged(connection: Connection, rows: Sequence[Any]) -> list[LoggedEvent]:
    states: defaultdict[UUID, list[SubscriptionState]] = defaultdict(list)
    event_ids = [row.event_id for row in rows]
    for start in range(0, len(event_ids), 500):
        batch = event_ids[start : start + 500]
        for row in await inspection.handled(connection, batch):
            states[row.event_id].append(
                SubscriptionState(row.subscription, HANDLED, row.handled_at)
            )
        for row in await inspection.unfinished(connection, batch):
            states[row.event_id].append(_unfinished(row))
    return [
        LoggedEvent(
            seq=row.seq,
            event_id=row.event_id,
            event_type=row.event_type,
            key=row.key,
            correlation_id=row.correlation_id,
            occurred_at=row.occurred_at,
            is_pending=row.pending,
            states=tuple(sorted(states[row.event_id], key=lambda state: state.subscription)),
        )
        for row in rows
    ]


def _unfinished(row: Any) -> SubscriptionState:
    return SubscriptionState(
        subscription=row.subscription,
        state=row.state,
        at=row.failed_at,
        attempts=row.attempts,
        next_at=row.next_at,
        first_failed_at=row.first_failed_at,
        error=row.error,
        trace=row.trace,
        note=row.note,
    )


def _cause_of(wire: str) -> UUID | None:
    cause = json.loads(wire).get("causationid")
    return UUID(cause) if cause else None


def _trees(
    events: Iterable[LoggedEvent], causes: dict[UUID, UUID | None]
) -> tuple[TraceNode, ...]:
    ordered = sorted(events, key=lambda event: event.seq)
    began = min(event.occurred_at for event in ordered)
    caused: defaultdict[UUID | None, list[LoggedEvent]] = defaultdict(list)
    known: set[UUID] = set()
    for event in ordered:
        cause = causes[event.event_id]
        caused[cause if cause in known else None].append(event)
        known.add(event.event_id)
    nodes: dict[UUID, TraceNode] = {}
    for event in reversed(ordered):  # what an event causes is stored after it
        nodes[event.event_id] = TraceNode(
            event,
            (event.occurred_at - began).total_seconds(),
            tuple(nodes[each.event_id] for each in caused[event.event_id]),
        )
    return tuple(nodes[event.event_id] for event in caused[None])
