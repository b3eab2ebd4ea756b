"""The shortest way: handlers run one after the other in the publisher's own task.

Everything a worker would do is done (isolation, order of the key, deadline, breaker, counters,
causation), without a queue and without a task. Written out in one piece: here a call more per
event is what others spend on the whole event.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter

from domains.core.bus.gates import Gates
from domains.core.bus.lanes import Lanes
from domains.core.bus.metrics import SAMPLES, BusMetrics, Tally
from domains.core.bus.routing import Router
from domains.core.bus.subscription import Reaction, Subscription
from domains.core.bus.watchdog import Watch, Watchdog
from domains.core.clock import Clock
from domains.core.context import begin_handling, cause_outside_handlers, end_handling
from domains.core.events.base import BaseEvent
from domains.core.interfaces import Durability, EventHandlingError


@dataclass(frozen=True, slots=True)
class Failed:
    """A handler that failed at its first attempt."""

    subscription: Subscription
    error: Exception


Call = tuple[Subscription, Reaction[BaseEvent], Tally, float]

TIMED = 8
"""One event in so many has its handlers timed; all are counted. Reading the time around each
call would cost as much as a short handler."""

NOTHING_FAILED: tuple[Failed, ...] = ()


class Inline:
    """Runs an event's handlers at once, when nothing of its key is on its way."""

    def __init__(
        self,
        clock: Clock,
        lanes: Lanes,
        router: Router,
        gates: Gates,
        metrics: BusMetrics,
        watchdog: Watchdog,
        allowed: float,
    ) -> None:
        self._clock = clock
        self._lanes = lanes
        self._router = router
        self._gates = gates
        self._metrics = metrics
        self._watchdog = watchdog
        self._allowed = allowed
        self.open: dict[type[BaseEvent], tuple[Call, ...]] = {}
        """Classes whose events may go this way now, and their handlers."""
        self.is_barred = True
        """The bus does not run, or somebody wants to be told of each attempt."""
        self.retry: Callable[[BaseEvent, tuple[Failed, ...]], Awaitable[None]]
        """What failed at once is handed to this, to be retried as always."""
        self.on_let_go: Callable[[], None] = lambda: None
        """Called when something of a key that was ours waits."""
        self.waiting = 0
        """How many wait for a key to be theirs."""
        router.on_change = gates.on_change = self.open.clear

    def bar(self, *, barred: bool) -> None:
        """Close this way, or open it again."""
        self.is_barred = barred
        self.open.clear()

    def admit(self, event: BaseEvent) -> tuple[Call, ...] | None:
        """The event's handlers, if it may go this way."""
        if self.is_barred or not self._gates.all_open or event.target_services is not None:
            return None
        if event.durability is Durability.DURABLE:
            return None
        calls: list[Call] = []
        for subscription in self._router.of(event.event_type).everybody:
            if subscription.handle is None:
                return None
            allowed = subscription.timeout_seconds or self._allowed
            tally = self._metrics.tally(subscription.name)
            calls.append((subscription, subscription.handle, tally, allowed))
        self.open[type(event)] = tuple(calls)
        return tuple(calls)

    def takes(self, event: BaseEvent) -> bool:
        """Seal the event and keep its key to ourselves until `run` ends.

        False: go the long way, as from inside a handler.
        """
        cause = cause_outside_handlers()
        if cause is None:
            return False
        event.sealed(self._clock.now(), cause.correlation_id, cause.causation_id)
        return event.target_services is None and self._lanes.hold(event.key)

    async def run(self, event: BaseEvent, calls: tuple[Call, ...]) -> tuple[Failed, ...]:
        """Call every handler in order, for an event that `takes` was true of.

        Never raises for a handler.
        """
        published = self._metrics.published
        number = published[event.event_type] = published[event.event_type] + 1
        is_timed = not number % TIMED
        if is_timed and not number % SAMPLES:
            self._metrics.fold()
        watch = self._watchdog.watch(self._allowed)
        token = begin_handling(event)
        failed = NOTHING_FAILED
        try:
            for subscription, handle, tally, allowed in calls:
                watch.step += 1
                watch.allowed = allowed
                started = perf_counter() if is_timed else 0.0
                try:
                    await handle(event)
                except asyncio.CancelledError:
                    error: Exception = self._cancelled(watch, subscription, event)
                except Exception as raised:  # noqa: BLE001 - one handler's failure is never another's
                    error = raised
                else:
                    if is_timed:
                        tally.note(perf_counter() - started)
                    else:
                        tally.untimed += 1
                    continue
                failed = (*failed, Failed(subscription, error))
        finally:
            end_handling(token)
            self._watchdog.leave(watch)
            if self._lanes.let_go(event.key) or self.waiting:
                self.on_let_go()
        if failed:
            await self.retry(event, failed)
        return failed

    @staticmethod
    def _cancelled(watch: Watch, subscription: Subscription, event: BaseEvent) -> Exception:
        if watch.was_only_late():
            return TimeoutError(f"took longer than {watch.allowed} s")
        if watch.is_cancelled:
            raise asyncio.CancelledError
        return EventHandlingError(
            "what it waited for was cancelled", subscription.name, event.event_id
        )
