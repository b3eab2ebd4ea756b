"""A lane, the queue of one key to one subscription; and a line, all lanes of a subscription."""

from __future__ import annotations

from collections import deque

from domains.core.bus.delivery import Delivery
from domains.core.bus.subscription import Subscription
from domains.core.interfaces import EventPriority

GROUP = 64
"""Lanes of one subscription that a worker may take at once, to share a transaction."""

ALONE = GROUP
"""Lanes that are worked on one by one after a group had to be undone."""


class Lane:
    """The deliveries of one key to one subscription, in order."""

    __slots__ = ("begun", "key", "line", "queue")

    def __init__(self, line: Line, key: str) -> None:
        self.line = line
        self.key = key
        self.queue: deque[Delivery] = deque()
        self.begun = 0
        """Deliveries at its head that somebody works on."""

    @property
    def id(self) -> tuple[str, str]:
        """The subscription's name and the key."""
        return (self.line.subscription.name, self.key)

    def place_of(self, delivery: Delivery) -> int:
        """Where it goes: last; a replay is older than what waits, and goes before it."""
        if not delivery.is_replay:
            return len(self.queue)
        replays = (place for place, waiting in enumerate(self.queue, 1) if waiting.is_replay)
        return max(self.begun, *replays, 0)


class Line:
    """The lanes of one subscription, and whether they move."""

    __slots__ = (
        "alone",
        "is_grouping",
        "is_suspended",
        "lanes",
        "ready",
        "subscription",
        "trials",
    )

    def __init__(self, subscription: Subscription) -> None:
        self.subscription = subscription
        self.lanes: dict[str, Lane] = {}
        self.ready: dict[EventPriority, deque[Lane]] = {}
        self.is_suspended = False
        self.is_grouping = False
        """One group at a time, so that two never wait for each other's rows."""
        self.alone = 0
        self.trials: int | None = None
        """How many lanes may still begin; None: all."""

    @property
    def waiting(self) -> int:
        """Lanes that could begin now if the line moved."""
        return sum(map(len, self.ready.values()))

    def take(self, priority: EventPriority) -> list[Lane]:
        """The next lanes for one worker."""
        ready, wanted = self.ready[priority], 1
        if self.trials is not None:
            self.trials -= 1
        elif self.alone:
            self.alone -= 1
        elif self.subscription.is_grouped:
            wanted = min(GROUP, len(ready))
        self.is_grouping = wanted > 1
        return [ready.popleft() for _ in range(wanted)]

    @property
    def moves(self) -> bool:
        """May anything of it begin?"""
        return not self.is_suspended and not self.is_grouping and self.trials != 0
