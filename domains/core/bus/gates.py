"""Who may be delivered to: breakers that opened, and pauses that an operator ordered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import structlog

from domains.core.bus.announcements import Announcements
from domains.core.bus.breaker import Breaker, BreakerState
from domains.core.bus.lanes import Lanes
from domains.core.bus.metrics import BusMetrics
from domains.core.bus.subscription import Subscription
from domains.core.clock import Clock
from domains.core.interfaces import EventBusConfig
from domains.core.tasks import TaskSupervisor

log = structlog.get_logger(__name__)


class Gates:
    """Opens and closes the lanes of whole subscriptions. A closed one loses nothing."""

    def __init__(
        self,
        config: EventBusConfig,
        clock: Clock,
        lanes: Lanes,
        metrics: BusMetrics,
        supervisor: TaskSupervisor,
        announce: Announcements,
    ) -> None:
        self._config = config
        self._clock = clock
        self._lanes = lanes
        self._metrics = metrics
        self._supervisor = supervisor
        self._announce = announce
        self._breakers: dict[str, Breaker] = {}
        self._opened_at: dict[str, datetime] = {}
        self._trying: set[str] = set()
        self._paused: frozenset[str] = frozenset()
        self.all_open = True
        """Is nothing paused and no breaker open?"""
        self.on_change: Callable[[], None] = lambda: None
        """Called when `all_open` may have changed."""
        self.on_open: Callable[[], None] = lambda: None
        """Called when lanes may move again."""

    def is_trying(self, name: str) -> bool:
        """Is the delivery that runs now a breaker's trial?"""
        return name in self._trying

    def is_open(self, name: str) -> bool:
        """May this subscription be delivered to, without looking at its lanes?"""
        return name not in self._opened_at and name not in self._paused

    @property
    def resting(self) -> frozenset[str]:
        """Subscriptions of which nothing begins now, for a pause or for an open breaker."""
        return self._paused.union(name for name in self._opened_at if self._breakers_open(name))

    def failed(self, subscription: Subscription) -> None:
        """A delivery failed for a reason that others may meet too."""
        name, now = subscription.name, self._clock.now()
        breaker = self._breakers.get(name)
        if breaker is None:
            breaker = self._breakers[name] = Breaker(
                self._metrics.tally(name),
                self._config.breaker_failures,
                self._config.breaker_open_seconds,
            )
        if not breaker.failed(now) or breaker.open_until is None:
            return
        self._trying.discard(name)
        self._lanes.suspend(subscription)
        if not self._supervisor.is_closing:
            self._supervisor.spawn("bus.breaker", self._rest(subscription, breaker.open_until))
        if name not in self._opened_at:
            self._opened_at[name] = now
            self._count()
            log.warning("breaker.opened", subscription=name, until=str(breaker.open_until))
            self._announce.breaker_opened(name, self._config.breaker_failures, breaker.open_until)

    def succeeded(self, subscription: Subscription) -> None:
        """A trial succeeded. Anything else needs no telling."""
        name = subscription.name
        self._trying.discard(name)
        since = self._opened_at.pop(name, None)
        if since is None:
            return  # two trials ran at once, since one was long; the other has closed it
        self._breakers[name].close()
        self._count()
        log.info("breaker.closed", subscription=name)
        self._announce.breaker_closed(name, (self._clock.now() - since).total_seconds())
        self._move(subscription)

    def undecided(self, subscription: Subscription) -> None:
        """A trial said nothing about its subscription: the next delivery is another one."""
        self._move(subscription)

    def pause(self, paused: Collection[str]) -> None:
        """Exactly these subscriptions are paused from now on, until the next call.

        Those too that are not subscribed yet.
        """
        now = frozenset(paused)
        before, self._paused = self._paused, now
        self._lanes.paused = now
        self._count()
        for name in now ^ before:
            is_paused = name in now
            log.warning(
                "subscription.paused" if is_paused else "subscription.resumed", subscription=name
            )
            line = self._lanes.named(name)
            if line is not None and is_paused:
                self._lanes.suspend(line.subscription)
            elif line is not None:
                self._move(line.subscription)

    def report(self) -> dict[str, dict[str, Any]]:
        """Every subscription that is not simply open: breaker's state, pause."""
        states: dict[str, dict[str, Any]] = {}
        for name, breaker in self._breakers.items():
            states[name] = {"breaker": breaker.state.value, "open_until": breaker.open_until}
        for name in self._paused:
            states.setdefault(name, {"breaker": BreakerState.CLOSED.value})["paused"] = True
        return states

    async def _rest(self, subscription: Subscription, until: datetime) -> None:
        await self._clock.sleep_until(until)
        breaker = self._breakers[subscription.name]
        if breaker.open_until != until:
            return  # closed meanwhile, or opened once more
        breaker.half_open()
        self._trying.add(subscription.name)
        self._move(subscription)

    def _move(self, subscription: Subscription) -> None:
        if subscription.name in self._paused:
            return
        if self._breakers_open(subscription.name):
            return
        trials = 1 if subscription.name in self._trying else None
        self._lanes.resume(subscription, trials)
        self.on_open()

    def _count(self) -> None:
        self.all_open = not self._opened_at and not self._paused
        self.on_change()

    def _breakers_open(self, name: str) -> bool:
        breaker = self._breakers.get(name)
        return breaker is not None and breaker.state is BreakerState.OPEN
