"""The shortest way: handlers run one after the other in the publisher's own task.

Everything a worker would do is done (isolation, order of the key, deadline, breaker, counters,
causation), without a queue and without a task.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import perf_counter

from domains.core.bus.gates import Gates
from domains.core.bus.lanes import Lanes
from domains.core.bus.metrics import BusMetrics, Tally
from domains.core.bus.routing import Route
from domains.core.bus.subscription import Reaction, Subscription
from domains.core.bus.watchdog import Watch, Watchdog
from domains.core.context import begin_handling, end_handling
from domains.core.events.base import BaseEvent
from domains.core.interfaces import EventHandlingError


@dataclass(frozen=True, slots=True)
class Failed:
    """A handler that failed at its first attempt."""

    subscription: Subscription
    error: Exception
    seconds: float


Call = tuple[Subscription, Reaction[BaseEvent], Tally, float]

NOTHING_FAILED: tuple[Failed, ...] = ()


class Inline:
    """Runs a route's handlers at once, when nothing of the event's key is on its way."""

    def __init__(
        self, lanes: Lanes, gates: Gates, metrics: BusMetrics, watchdog: Watchdog, allowed: float
    ) -> None:
        self._lanes = lanes
        self._gates = gates
        self._metrics = metrics
        self._watchdog = watchdog
        self._allowed = allowed
        self._calls: dict[Route, tuple[Call, ...] | None] = {}
        self.is_watched = False
        """Somebody wants to be told of each attempt: then all take the long way."""

    def calls(self, route: Route) -> tuple[Call, ...] | None:
        """The route's handlers, or None when it must take the long way."""
        try:
            calls = self._calls[route]
        except KeyError:
            calls = self._calls[route] = self._compiled(route)
        return calls if self._gates.all_open and not self.is_watched else None

    async def run(self, event: BaseEvent, calls: tuple[Call, ...]) -> tuple[Failed, ...]:
        """Call every handler in order; the caller holds the event's key. Never raises for one."""
        watch = self._watchdog.watch(self._allowed)
        token = begin_handling(event)
        failed = NOTHING_FAILED
        started = watch.since
        try:
            for subscription, handle, tally, allowed in calls:
                watch.since, watch.allowed = started, allowed
                try:
                    await handle(event)
                except asyncio.CancelledError:
                    error: Exception = self._cancelled(watch, subscription, event)
                except Exception as raised:  # noqa: BLE001 - one handler's failure is never another's
                    error = raised
                else:
                    ended = perf_counter()
                    tally.succeeded(ended - started)
                    started = ended
                    continue
                ended = perf_counter()
                failed = (*failed, Failed(subscription, error, ended - started))
                started = ended
        finally:
            end_handling(token)
            self._watchdog.leave(watch)
        return failed

    def _compiled(self, route: Route) -> tuple[Call, ...] | None:
        calls: list[Call] = []
        for subscription in route.everybody:
            if subscription.handle is None:
                return None
            allowed = subscription.timeout_seconds or self._allowed
            tally = self._metrics.tally(subscription.name)
            calls.append((subscription, subscription.handle, tally, allowed))
        return tuple(calls)

    @staticmethod
    def _cancelled(watch: Watch, subscription: Subscription, event: BaseEvent) -> Exception:
        if watch.was_only_late():
            return TimeoutError(f"took longer than {watch.allowed} s")
        if watch.is_cancelled:
            raise asyncio.CancelledError
        return EventHandlingError(
            "what it waited for was cancelled", subscription.name, event.event_id
        )
