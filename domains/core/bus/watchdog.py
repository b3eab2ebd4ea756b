"""One watchdog for all handlers: no timer for each, a look at the whole list now and then."""

from __future__ import annotations

import asyncio
from asyncio import current_task
from time import perf_counter

LOOK_EVERY_SECONDS = 0.1
"""A deadline is noticed twice as late at most: time counts from the first look at a call."""


class Watch:
    """A task that is running somebody's handlers, one call after another.

    `step` counts the calls. Whoever begins one counts it up; when that was, the watchdog finds
    out for itself: reading the time at each call would cost as much as a short handler.
    """

    __slots__ = ("allowed", "has_expired", "seen", "since", "step", "task")

    def __init__(self) -> None:
        self.task: asyncio.Task[object] | None = None
        self.since = self.allowed = 0.0
        self.step = self.seen = 0
        self.has_expired = False

    def expire(self) -> None:
        """Interrupt the handler, unless its task is being cancelled already."""
        if self.task is not None and not self.task.cancelling():
            self.has_expired = True
            self.task.cancel()

    def was_only_late(self) -> bool:
        """After a CancelledError: was it ours alone? Then the task itself goes on."""
        return self.take_back() and not self.is_cancelled

    def take_back(self) -> bool:
        """Undo our own request to cancel, if there was one."""
        had_expired, self.has_expired = self.has_expired, False
        if had_expired and self.task is not None:
            self.task.uncancel()
        return had_expired

    @property
    def is_cancelled(self) -> bool:
        """Is somebody else cancelling the task?"""
        return self.task is not None and self.task.cancelling() > 0


class Watchdog:
    """Interrupts handlers that take longer than they may. Times are real, not the clock's.

    A watch is made once and used again: making and forgetting one for each call would cost
    more than the call.
    """

    def __init__(self) -> None:
        self._watches: list[Watch] = []
        self._idle: list[Watch] = []
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, allowed: float) -> Watch:
        """Watch the current task from now on; `allowed` is in seconds. End it with `leave`."""
        watch = self._idle.pop() if self._idle else self._new()
        watch.task = current_task()
        watch.allowed = allowed
        watch.step += 1
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(LOOK_EVERY_SECONDS, self._look)
        return watch

    def leave(self, watch: Watch) -> None:
        """The handler has returned. The watch must not be used any more."""
        if watch.has_expired:  # it has made something else of its CancelledError
            watch.take_back()
        watch.task = None
        self._idle.append(watch)

    def _new(self) -> Watch:
        watch = Watch()
        self._watches.append(watch)
        return watch

    def _look(self) -> None:
        now = perf_counter()
        for watch in self._watches:
            if watch.seen != watch.step:
                watch.seen, watch.since = watch.step, now
            elif not watch.has_expired and now - watch.since > watch.allowed:
                watch.expire()
        is_needed = len(self._idle) < len(self._watches)
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(LOOK_EVERY_SECONDS, self._look) if is_needed else None
