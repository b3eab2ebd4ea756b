"""Supervised background work. The only place that creates tasks.

A bare `asyncio.create_task` can be garbage-collected while it runs and swallows its
exception. Here every task has an owner, a name, a logged failure and an end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import Context
from datetime import timedelta
from typing import Any

import structlog

from domains.core.clock import Clock, SystemClock, sleep

log = structlog.get_logger(__name__)

RESTART_DELAYS = (0.1, 0.5, 2.0, 10.0)
"""Seconds between restarts of a loop that crashed; the last one repeats."""

STEADY = timedelta(minutes=1)
"""A loop that ran so long without a crash begins with the first delay again."""


class TaskSupervisor:
    """Owns a process's background tasks; closes them all, in one place.

    A loop that crashed waits on `clock` for its restart.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    def spawn(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run `work` to its end. A failure is logged, never silent.

        It begins with an empty context: background work acts for nobody, and is in nobody's
        transaction, even when it was started from one.

        Raises RuntimeError after `close` has begun.
        """
        if self._closing:
            work.close()
            raise RuntimeError(f"cannot start {name!r}: the supervisor is closing")
        task = asyncio.create_task(work, name=name, context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    @property
    def is_closing(self) -> bool:
        """Has `close` begun?"""
        return self._closing

    def keep_running(self, name: str, loop: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        """Run `loop` until it returns; restart it with growing delays when it crashes."""
        return self.spawn(name, self._restarting(name, loop))

    async def close(self, timeout: float = 10.0) -> None:
        """Cancel what still runs and wait up to `timeout` seconds for it to end."""
        self._closing = True
        current = asyncio.current_task()
        pending = {task for task in self._tasks if task is not current}
        for task in pending:
            task.cancel()
        if pending:
            _, stuck = await asyncio.wait(pending, timeout=timeout)
            for task in stuck:
                log.error("task.stuck", task=task.get_name())

    async def _restarting(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        crashes = 0
        while True:
            began_at = self._clock.now()
            try:
                await loop()
            except Exception:  # a supervisor's whole point: any crash is logged and retried
                if self._clock.now() - began_at >= STEADY:
                    crashes = 0
                delay = RESTART_DELAYS[min(crashes, len(RESTART_DELAYS) - 1)]
                crashes += 1
                log.exception("task.crashed", task=name, restart_in=delay)
                await sleep(self._clock, delay)
            else:
                return

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("task.failed", task=task.get_name(), exc_info=error)
