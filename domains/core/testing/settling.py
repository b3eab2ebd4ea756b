"""Exact accounting of what is in flight: when can nothing more happen at this instant?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter

from domains.core.bus.dispatcher import EventBus
from domains.core.kernel import Kernel
from domains.core.store import schedule
from domains.core.tasks import TaskSupervisor
from domains.core.testing.clock import Sleeper, SteppedClock
from domains.core.testing.database import (
    LOCKED_AFTER_SECONDS,
    DatabaseAwayError,
    FaultyDatabase,
)
from domains.core.testing.faults import AnswerLostError, ProcessDied

ROUNDS = frozenset({"bus.recovery", "bus.agenda", "bus.sweep"})
"""Loops that look every few seconds: to stop at each of their rounds would make spans slow."""

HOUR = timedelta(hours=1)

WORKER = "bus.worker"
"""The tasks that run handlers."""

COMPLETION = "bus.completion"
"""Waits for marks to write down, not for the clock; `bus.settle` writes them itself."""

FEWEST_STEPS = 30
"""A long span is cut into so many steps at least, so that some rounds happen in it."""

SHORTEST_STEP = timedelta(seconds=5)
"""Between two rounds."""

ASK_AGAIN_SECONDS = 0.001
"""Real time between two looks at work that a database is doing."""


ASK_AT_ONCE = 50


class Settling:
    """Knows who still works, who cannot go on before the clock moves, and who wakes next."""

    def __init__(self, clock: SteppedClock, database: FaultyDatabase) -> None:
        self._clock = clock
        self._database = database
        self._faults = database.faults
        self._supervisor = TaskSupervisor(clock)

    async def of(self, kernel: Kernel) -> None:
        """Return when nothing more can happen now. Waits for ever for what never ends."""
        while True:
            began = perf_counter()
            await _until(partial(self._is_over, began))
            if self._faults.is_dead or not await self._bus_settles(kernel.bus):
                return
            if not self.awake() or self._is_stalled(began):
                return

    def awake(self) -> set[Sleeper]:
        """Tasks that the clock has woken and that are neither through nor held up."""
        awake = self._clock.awake() - self._held_up()
        return {task for task in awake if task.get_name() != COMPLETION}

    def at_work(self) -> list[str]:
        """The names of tasks that keep the bus from being settled."""
        workers = {task for task in asyncio.all_tasks() if task.get_name() == WORKER}
        return sorted(task.get_name() for task in self.awake() | workers)

    async def next_stop(self, span: timedelta, *, every_round: bool) -> datetime:
        """When something happens next on the way through `span`.

        At the latest the hour changes, which is an event, or a part of the span is over.
        """
        now = self._clock.now()
        if every_round:
            return self._clock.wake_after(now, lambda _task: True) or now + span
        hour = now.replace(minute=0, second=0, microsecond=0) + HOUR
        stops = [hour, now + max(span / FEWEST_STEPS, SHORTEST_STEP)]
        wake = self._clock.wake_after(now, lambda task: task.get_name() not in ROUNDS)
        if wake is not None:
            stops.append(wake)
        due = await self._next_due()
        if due is not None and due > now:
            stops.append(due)
        return min(stops)

    async def _next_due(self) -> datetime | None:
        """When the next scheduled event comes due, unless a sleeping transaction is first."""
        if self._database.is_held_open(self._clock.sleeping()):
            return None
        async with self._database.sound.reading() as connection:
            return await schedule.next_due(connection)

    def _is_over(self, began: float) -> bool:
        return self._faults.is_dead or not self.awake() or self._is_stalled(began)

    def _is_stalled(self, began: float) -> bool:
        """Does a sleeping transaction probably hold up what waits on no statement either?"""
        asleep = self._clock.sleeping()
        waited = perf_counter() - began > LOCKED_AFTER_SECONDS
        return waited and self._database.is_held_open(asleep)

    def _held_up(self) -> set[Sleeper]:
        """Tasks that cannot go on before the clock moves: they sleep, or wait for who does."""
        asleep = set(self._clock.sleeping())
        return asleep | self._database.held_up_by(asleep)

    def _workers_held_up(self) -> int:
        return sum(task.get_name() == WORKER for task in self._held_up())

    async def _bus_settles(self, bus: EventBus) -> bool:
        """False when the rest can only go on later, or never."""
        began = perf_counter()
        settling = self._supervisor.spawn("kit.settle", bus.settle())
        try:
            while not (await asyncio.wait({settling}, timeout=ASK_AGAIN_SECONDS))[0]:
                workers = self._workers_held_up()
                is_held_up = workers or settling in self._held_up()
                if (is_held_up and workers >= await _workers(bus)) or self._is_stalled(began):
                    return False
            settling.result()
        except AnswerLostError:  # marks were written down, and will be once more
            return await self._bus_settles(bus)
        except ProcessDied:
            return False
        except DatabaseAwayError:  # nothing can be written down; what may run still ends
            while await _workers(bus) > self._workers_held_up():
                await _until(lambda: not self.awake())
                await asyncio.sleep(ASK_AGAIN_SECONDS)
            return False
        finally:
            settling.cancel()
        return True


async def _until(is_so: Callable[[], bool]) -> None:
    """Ask again and again: at once at first, since an SQLite transaction takes no time."""
    asked = 0
    while not is_so():
        asked += 1
        await asyncio.sleep(0 if asked < ASK_AT_ONCE else ASK_AGAIN_SECONDS)


async def _workers(bus: EventBus) -> int:
    return int((await bus.get_metrics())["workers"])
