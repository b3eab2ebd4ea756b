"""One watchdog for all handlers: no timer for each, a look at the whole list now and then."""

from __future__ import annotations

import asyncio
from time import perf_counter

LOOK_EVERY_SECONDS = 0.1
"""How late a deadline may be noticed."""


class Watch:
    """A task that is running somebody's handler, and since when."""

    __slots__ = ("_cancelling", "allowed", "has_expired", "since", "task")

    def __init__(self, task: asyncio.Task[object], allowed: float) -> None:
        self.task = task
        self.allowed = allowed
        self.since = perf_counter()
        self.has_expired = False
        self._cancelling = task.cancelling()

    def expire(self) -> None:
        """Interrupt the handler."""
        self.has_expired = True
        self.task.cancel()

    def was_only_late(self) -> bool:
        """After a CancelledError: was it ours alone? Then the task itself goes on."""
        return self.take_back() and not self.is_cancelled

    def take_back(self) -> bool:
        """Undo our own request to cancel, if there was one."""
        had_expired, self.has_expired = self.has_expired, False
        if had_expired:
            self.task.uncancel()
        return had_expired

    @property
    def is_cancelled(self) -> bool:
        """Has somebody else asked for the task's end since it is watched?"""
        return self.task.cancelling() > self._cancelling


class Watchdog:
    """Interrupts handlers that take longer than they may. Times are real, not the clock's."""

    def __init__(self) -> None:
        self._watched: set[Watch] = set()
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, allowed: float) -> Watch:
        """Watch the current task from now on; `allowed` is in seconds. End it with `leave`."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("only a task can be watched")
        watch = Watch(task, allowed)
        self._watched.add(watch)
        if self._timer is None:
            self._timer = task.get_loop().call_later(LOOK_EVERY_SECONDS, self._look)
        return watch

    def leave(self, watch: Watch) -> None:
        """The handler has returned."""
        self._watched.discard(watch)
        if watch.has_expired:  # it has made something else of its CancelledError
            watch.take_back()

    def _look(self) -> None:
        now = perf_counter()
        for watch in self._watched:
            if not watch.has_expired and now - watch.since > watch.allowed:
                watch.expire()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(LOOK_EVERY_SECONDS, self._look) if self._watched else None
