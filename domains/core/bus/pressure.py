"""How full the bus is, and what that means for who publishes.

Limits count deliveries that wait in memory, and their bytes on the wire. A durable event that
finds no room stays in the log and is fetched later (spill); an ephemeral one waits, is refused
or displaces an older one, as its type declares. A handler that publishes never waits: whoever
makes room must not stand in line for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from domains.core.bus.delivery import Delivery
from domains.core.bus.lanes import Lanes
from domains.core.bus.metrics import BusMetrics
from domains.core.context import is_handling
from domains.core.events.base import BaseEvent
from domains.core.interfaces import Durability, EventBusConfig, EventOverloadError, Overflow

LOW_MARK = 0.8
"""Full is full until this part of the limits is left."""

UNWEIGHED = 1_024
"""Bytes that an ephemeral event is taken for: it is not put on the wire to be weighed."""


class Pressure:
    """The gauge and the doorkeeper."""

    def __init__(self, config: EventBusConfig, lanes: Lanes, metrics: BusMetrics) -> None:
        self._config = config
        self._lanes = lanes
        self._metrics = metrics
        self._room = asyncio.Event()
        self._room.set()
        self.on_full: Callable[[], None] = lambda: None
        """Called when a limit is reached."""

    @property
    def level(self) -> float:
        """0 when nothing waits, 1 when a limit is reached; more when a handler exceeded it."""
        return max(
            self._lanes.backlog / self._config.max_backlog_events,
            self._lanes.bytes / self._config.max_backlog_bytes,
        )

    @property
    def is_full(self) -> bool:
        """Is a limit reached, and not yet left well behind?"""
        if self._lanes.backlog < self._config.max_backlog_events and (
            self._lanes.bytes < self._config.max_backlog_bytes
        ):
            return not self._room.is_set()
        if self._room.is_set():
            self._room.clear()
            self.on_full()
        return True

    def eased(self) -> None:
        """Something has left: perhaps there is room again."""
        if not self._room.is_set() and self.level <= LOW_MARK:
            self._room.set()

    async def has_room(self) -> None:
        """Wait for room."""
        if self.is_full:
            await self._room.wait()

    async def relief(self, within: float) -> bool:
        """Wait up to `within` seconds for room. False when there is still none.

        True, too, when what fills the memory rests with paused subscriptions and open breakers:
        waiting would not help, and what is stored meanwhile waits in the log.
        """
        if not self._lets_in:
            with suppress(TimeoutError):
                async with asyncio.timeout(within):
                    await self._room.wait()
        return self._lets_in

    async def admit(self, event: BaseEvent) -> None:
        """Let a publisher in, now or in a moment.

        Raises EventOverloadError when the event's policy is to be refused, or when no room
        came within `publish_wait_seconds`.
        """
        if not self.is_full or event.overflow is Overflow.SPILL:
            return
        self.check(event)
        if event.overflow is not Overflow.WAIT or is_handling():
            return
        try:
            async with asyncio.timeout(self._config.publish_wait_seconds):
                await self._room.wait()
        except TimeoutError:
            self._refuse(event)

    def check(self, event: BaseEvent) -> None:
        """As `admit`, where nobody can wait. Raises EventOverloadError."""
        if event.overflow is Overflow.REJECT and self.is_full:
            self._refuse(event)

    def make_room(self, event: BaseEvent) -> Delivery | None:
        """An ephemeral event comes in although nothing is left: it displaces, or exceeds.

        Returns what it has displaced.
        """
        if event.overflow is Overflow.DROP_OLDEST:

            def may_go(delivery: Delivery) -> bool:
                return (
                    delivery.event.event_type == event.event_type
                    and delivery.event.durability is Durability.EPHEMERAL
                )

            displaced = self._lanes.oldest(may_go)
            if displaced is not None:
                self._metrics.dropped[event.event_type] += 1
                return displaced
        self._metrics.exceeded[event.event_type] += 1
        return None

    @property
    def _lets_in(self) -> bool:
        return not self.is_full or self._is_at_rest

    @property
    def _is_at_rest(self) -> bool:
        """Would there be room without what nobody may begin now?"""
        resting = [
            delivery
            for line in self._lanes
            if line.is_suspended or line.trials is not None
            for lane in line.lanes.values()
            for delivery in lane.queue
        ]
        count = self._lanes.backlog - len(resting)
        size = self._lanes.bytes - sum(delivery.size for delivery in resting)
        return (
            count <= LOW_MARK * self._config.max_backlog_events
            and size <= LOW_MARK * self._config.max_backlog_bytes
        )

    def _refuse(self, event: BaseEvent) -> None:
        self._metrics.rejected[event.event_type] += 1
        raise EventOverloadError(f"no room for {event.event_type}", event.event_id)
