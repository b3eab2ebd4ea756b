"""What an operator gets to see. Instants are timezone-aware UTC, durations are seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

HANDLED = "handled"


@dataclass(frozen=True, slots=True)
class SubscriptionState:
    """How far one subscription is with one event.

    `state` is `handled` (an effect was applied), `retry`, `replay`, `dead`, `parked` or
    `discarded`. A reaction that succeeded leaves no trace.
    """

    subscription: str
    state: str
    at: datetime
    attempts: int = 0
    next_at: datetime | None = None
    first_failed_at: datetime | None = None
    error: str | None = None
    trace: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One line of the log, without what the event says."""

    seq: int
    event_id: UUID
    event_type: str
    key: str
    correlation_id: str
    occurred_at: datetime
    is_pending: bool
    states: tuple[SubscriptionState, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDetail:
    """One event, whole. `envelope` is the CloudEvents object without its data."""

    event: LoggedEvent
    owner: UUID
    partition: int
    claims: int
    envelope: Mapping[str, Any]
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TraceNode:
    """An event, how long after the first one it happened, and what it caused."""

    event: LoggedEvent
    after_seconds: float
    caused: tuple[TraceNode, ...]


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that was given up, or discarded. `waiting` deliveries are parked behind it."""

    event_id: UUID
    subscription: str
    key: str
    event_type: str
    occurred_at: datetime
    state: str
    attempts: int
    error: str | None
    trace: str | None
    note: str | None
    first_failed_at: datetime
    failed_at: datetime
    waiting: int


@dataclass(frozen=True, slots=True)
class Instance:
    """A process that delivers events. Silent for longer than its lease, it has lost them."""

    instance_id: UUID
    host: str
    pid: int
    silent_seconds: float
    holds_lease: bool


@dataclass(frozen=True, slots=True)
class SubscriptionTrouble:
    """How much of a subscription failed or waits."""

    subscription: str
    retry: int = 0
    replay: int = 0
    dead: int = 0
    parked: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """A subscription that an operator has paused."""

    subscription: str
    reason: str
    paused_at: datetime


@dataclass(frozen=True, slots=True)
class PartitionOwner:
    """Who delivers the events of a share of the keys; None: nobody yet."""

    partition: int
    owner: UUID | None
    epoch: int


@dataclass(frozen=True, slots=True)
class Status:
    """The bus at a glance. What is `untried` waits for its turn, not for a retry."""

    at: datetime
    instances: tuple[Instance, ...]
    pending: int
    oldest_pending_seconds: float | None
    oldest_untried_seconds: float | None
    subscriptions: tuple[SubscriptionTrouble, ...]
    paused: tuple[Pause, ...]
    scheduled: int
    next_scheduled_at: datetime | None
    partitions: tuple[PartitionOwner, ...]

    @property
    def dead(self) -> int:
        """Dead letters of all subscriptions."""
        return sum(each.dead for each in self.subscriptions)


@dataclass(frozen=True, slots=True)
class Lag:
    """How much is not done, and how old the oldest of it is.

    Of a subscription with reactions only it is an upper bound: what they have done shows
    when the whole event is done.
    """

    name: str
    pending: int
    oldest_seconds: float | None


@dataclass(frozen=True, slots=True)
class LagReport:
    """Lag of every subscription and of every partition that has any."""

    subscriptions: tuple[Lag, ...]
    partitions: tuple[Lag, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """What a replay of dead letters does: these, with `waiting` more deliveries behind them.

    `still_blocked` of their sequences have another dead letter, so they go on waiting.
    """

    letters: tuple[DeadLetter, ...]
    waiting: int
    still_blocked: int


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay of handled events does.

    `events` are delivered again, of which `applied` have had their effect before; `unfinished`
    are left alone because they are still being delivered.
    """

    subscription: str
    events: int
    applied: int
    unfinished: int


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was forgotten of the log, what is `kept` because it is unfinished, and ended sagas."""

    events: int
    kept: int
    sagas: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """Who hears an event type, and who publishes it."""

    event_type: str
    publisher: str
    subscriptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listener:
    """One subscription as it is wired."""

    name: str
    service: str
    patterns: tuple[str, ...]
    scope: str
    kind: str


@dataclass(frozen=True, slots=True)
class Topology:
    """Who publishes what to whom."""

    listeners: tuple[Listener, ...]
    routes: tuple[Route, ...]
