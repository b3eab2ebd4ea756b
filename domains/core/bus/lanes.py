"""Lanes: one queue per (subscription, key), alive only while it is not empty.

A lane hands out one delivery at a time, so the order inside a key is kept however many
workers there are. Between lanes, urgent events go first without starving the others.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime
from enum import Enum, auto

from domains.core.bus.subscription import Subscription
from domains.core.events.base import BaseEvent
from domains.core.interfaces import EventPriority

_TURNS = (
    (EventPriority.CRITICAL,) * 8
    + (EventPriority.HIGH,) * 4
    + (EventPriority.NORMAL,) * 2
    + (EventPriority.LOW,)
)


class Delivery:
    """An event on its way to one subscription."""

    __slots__ = ("attempts", "event", "is_dead", "not_before", "subscription")

    def __init__(
        self,
        event: BaseEvent,
        subscription: Subscription,
        attempts: int = 0,
        not_before: datetime | None = None,
    ) -> None:
        self.event = event
        self.subscription = subscription
        self.attempts = attempts
        self.not_before = not_before
        self.is_dead = False

    @property
    def lane_id(self) -> tuple[str, str]:
        """The subscription's name and the event's key."""
        return (self.subscription.name, self.event.key)


class LaneState(Enum):
    """READY: waits for a worker. RUNNING: has one. WAITING: its head is retried later."""

    READY = auto()
    RUNNING = auto()
    WAITING = auto()


class Lane:
    """The deliveries of one key to one subscription, in order."""

    __slots__ = ("id", "queue", "state")

    def __init__(self, lane_id: tuple[str, str]) -> None:
        self.id = lane_id
        self.queue: deque[Delivery] = deque()
        self.state = LaneState.READY


class Lanes:
    """All lanes of a process, and whose turn it is."""

    def __init__(self) -> None:
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._blocked: set[tuple[str, str]] = set()
        self._ready: dict[EventPriority, deque[Lane]] = {
            priority: deque() for priority in EventPriority
        }
        self._turn = 0
        self.backlog = 0

    def push(self, delivery: Delivery) -> None:
        """Append a delivery to its lane."""
        lane_id = delivery.lane_id
        lane = self._lanes.get(lane_id)
        self.backlog += 1
        if lane is not None:
            lane.queue.append(delivery)
            return
        lane = self._lanes[lane_id] = Lane(lane_id)
        lane.queue.append(delivery)
        self.release(lane)

    def next(self) -> Lane | None:
        """A lane to work on, weighted by the priority of its head; None when all rest."""
        for _ in _TURNS:
            queue = self._ready[_TURNS[self._turn]]
            self._turn = (self._turn + 1) % len(_TURNS)
            if queue:
                lane = queue.popleft()
                lane.state = LaneState.RUNNING
                return lane
        return None

    def advance(self, lane: Lane) -> bool:
        """The head is settled. False when the lane was empty after it and has ended."""
        lane.queue.popleft()
        self.backlog -= 1
        if not lane.queue:
            del self._lanes[lane.id]
            return False
        return True

    def wait(self, lane: Lane) -> None:
        """The head will be retried later; the lane rests until `release`."""
        lane.state = LaneState.WAITING

    def release(self, lane: Lane) -> None:
        """Let a lane with deliveries be worked on again."""
        lane.state = LaneState.READY
        self._ready[lane.queue[0].event.priority].append(lane)

    def block(self, lane_id: tuple[str, str]) -> None:
        """Everything that comes for this sequence is parked from now on."""
        self._blocked.add(lane_id)

    def block_instead(self, old: frozenset[tuple[str, str]], new: set[tuple[str, str]]) -> None:
        """Replace what was blocked at a former moment; what was blocked since stays."""
        self._blocked -= old - new
        self._blocked |= new

    @property
    def blocked(self) -> frozenset[tuple[str, str]]:
        """Every blocked sequence, as of now."""
        return frozenset(self._blocked)

    def is_blocked(self, lane_id: tuple[str, str]) -> bool:
        """Does a dead letter head this sequence?"""
        return lane_id in self._blocked

    @property
    def ready(self) -> int:
        """How many lanes wait for a worker."""
        return sum(map(len, self._ready.values()))
