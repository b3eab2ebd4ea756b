"""Lanes: one queue per (subscription, key), alive only while it is not empty.

A lane hands out one delivery at a time, so the order inside a key is kept however many workers
there are. Between lanes, urgent events go first without starving the others; between the
subscriptions of one urgency, turns are taken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice

from domains.core.bus.delivery import Delivery
from domains.core.bus.lane import Lane, Line
from domains.core.bus.subscription import Subscription
from domains.core.interfaces import EventPriority

_TURNS = (
    (EventPriority.CRITICAL,) * 8
    + (EventPriority.HIGH,) * 4
    + (EventPriority.NORMAL,) * 2
    + (EventPriority.LOW,)
)


class Lanes:
    """All lanes of a process, and whose turn it is."""

    def __init__(self) -> None:
        self.backlog = 0
        self.bytes = 0
        self.blocked: set[tuple[str, str]] = set()
        """Sequences with a dead letter: whatever comes for them is parked."""
        self.paused: frozenset[str] = frozenset()
        """Subscriptions whose lines are suspended from their beginning."""
        self.on_left: Callable[[], None] = lambda: None
        """Called when a delivery has left its lane."""
        self._lines: dict[str, Line] = {}
        self._turns: dict[EventPriority, deque[Line]] = {p: deque() for p in EventPriority}
        self._turn = 0
        self._keys: dict[str, int] = {}
        self._held: dict[str, list[Lane] | None] = {}

    # -- deliveries ---------------------------------------------------------------------

    def push(self, delivery: Delivery) -> None:
        """Append a delivery to its lane."""
        self.backlog += 1
        self.bytes += delivery.size
        line, key = self.line(delivery.subscription), delivery.key
        lane = line.lanes.get(key)
        if lane is not None:
            lane.queue.insert(lane.place_of(delivery), delivery)
            return
        lane = line.lanes[key] = Lane(line, key)
        lane.queue.append(delivery)
        self._keys[key] = self._keys.get(key, 0) + 1
        if key in self._held:
            self._held[key] = [*(self._held[key] or ()), lane]
        else:
            self.release(lane)

    def advance(self, lane: Lane) -> bool:
        """The head is settled. False when the lane was empty after it and has ended."""
        self._forget(lane.queue.popleft())
        if lane.queue:
            return True
        self._end(lane)
        return False

    def release(self, lane: Lane) -> None:
        """Let a lane with deliveries be worked on."""
        lane.begun = 0
        line, priority = lane.line, lane.queue[0].event.priority
        ready = line.ready.get(priority)
        if ready is None:
            ready = line.ready[priority] = deque()
        ready.append(lane)
        if len(ready) == 1 and line.moves:
            self._turns[priority].append(line)

    def next(self) -> list[Lane]:
        """Lanes of one subscription to work on, weighted by the priority of their heads."""
        if not any(self._turns.values()):  # what a worker finds at its end, mostly
            return []
        for _ in _TURNS:
            priority = _TURNS[self._turn]
            self._turn = (self._turn + 1) % len(_TURNS)
            turns = self._turns[priority]
            while turns:
                line = turns.popleft()
                if not line.moves or not line.ready[priority]:
                    continue
                group = line.take(priority)
                if line.ready[priority] and line.moves:
                    turns.append(line)
                for lane in group:
                    lane.begun = 1
                return group
        return []

    def drop(self, unwanted: Callable[[Delivery], bool]) -> list[Delivery]:
        """Forget what has not begun of the deliveries that somebody else will make."""
        dropped: list[Delivery] = []
        for line in self._lines.values():
            for lane in list(line.lanes.values()):
                waiting = islice(lane.queue, lane.begun, None)
                found = {delivery for delivery in waiting if unwanted(delivery)}
                for delivery in found:
                    self._forget(delivery)
                dropped.extend(found)
                lane.queue = deque(d for d in lane.queue if d not in found)
                if not lane.queue:
                    self._withdraw(lane)
        return dropped

    def oldest(self, evictable: Callable[[Delivery], bool]) -> Delivery | None:
        """Take out the oldest delivery that may be dropped and is not being handled."""
        for line in self._lines.values():
            for lane in line.lanes.values():
                for place, delivery in enumerate(lane.queue):
                    if place >= lane.begun and evictable(delivery):
                        return self._evict(lane, place)
        return None

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines.values())

    def line(self, subscription: Subscription) -> Line:
        """The subscription's lanes."""
        line = self._lines.get(subscription.name)
        if line is None:
            line = self._lines[subscription.name] = Line(subscription)
            line.is_suspended = subscription.name in self.paused
        return line

    def named(self, name: str) -> Line | None:
        """The lanes of the subscription of this name, if it has had any."""
        return self._lines.get(name)

    @property
    def ready(self) -> int:
        """How many lanes wait for a worker and may have one."""
        return sum(line.waiting for line in self._lines.values() if line.moves)

    def has(self, key: str) -> bool:
        """Is anything of this key on its way?"""
        return key in self._keys

    # -- keys in one piece --------------------------------------------------------------

    def hold(self, key: str) -> bool:
        """Keep a whole key to oneself until `let_go`. False when something of it is here."""
        if key in self._keys:
            return False
        self._keys[key] = 1
        self._held[key] = None
        return True

    def let_go(self, key: str) -> bool:
        """Let what has come meanwhile be worked on. False when nothing has."""
        waiting = self._held.pop(key)
        if waiting is None:
            del self._keys[key]
            return False
        self._leave(key)
        for lane in waiting:
            if lane.queue:  # else what it had was displaced
                self.release(lane)
        return True

    def shared(self, line: Line, alone: int, *, is_group: bool) -> None:
        """A share has ended. The next `alone` lanes are worked on one by one."""
        if is_group:
            line.is_grouping = False
        line.alone = max(line.alone, alone)
        self._offer(line)

    # -- stopping -----------------------------------------------------------------------

    def suspend(self, subscription: Subscription) -> None:
        """Begin nothing more for this subscription; what comes waits in order."""
        self.line(subscription).is_suspended = True

    def resume(self, subscription: Subscription, trials: int | None = None) -> None:
        """Begin again; with `trials`, so many lanes only."""
        line = self.line(subscription)
        line.is_suspended, line.trials = False, trials
        self._offer(line)

    # -- bookkeeping --------------------------------------------------------------------

    def _offer(self, line: Line) -> None:
        if not line.moves:
            return
        for priority, ready in line.ready.items():
            if ready and line not in self._turns[priority]:
                self._turns[priority].append(line)

    def _forget(self, delivery: Delivery) -> None:
        self.backlog -= 1
        self.bytes -= delivery.size
        self.on_left()

    def _evict(self, lane: Lane, place: int) -> Delivery:
        delivery = lane.queue[place]
        del lane.queue[place]
        self._forget(delivery)
        if not lane.queue:
            self._withdraw(lane)
        return delivery

    def _withdraw(self, lane: Lane) -> None:
        for ready in lane.line.ready.values():
            if lane in ready:
                ready.remove(lane)
        self._end(lane)

    def _end(self, lane: Lane) -> None:
        del lane.line.lanes[lane.key]
        self._leave(lane.key)

    def _leave(self, key: str) -> None:
        left = self._keys[key] - 1
        if left:
            self._keys[key] = left
        else:
            del self._keys[key]
