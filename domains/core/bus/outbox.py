"""The way of published events: into the log with the state, then to whoever hears them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from domains.core.bus.cluster import Cluster
from domains.core.bus.delivery import Delivery
from domains.core.bus.fetcher import Fetcher
from domains.core.bus.metrics import BusMetrics
from domains.core.bus.mirror import Entry, Mirror, NoMirror
from domains.core.bus.observer import NoObserver, Observer
from domains.core.bus.pressure import UNWEIGHED, Pressure
from domains.core.bus.routing import Route, Router
from domains.core.bus.tracing import Tracer, find_tracer
from domains.core.bus.turns import Turns
from domains.core.bus.workers import Workers
from domains.core.context import current_cause
from domains.core.database import Connection
from domains.core.events.base import BaseEvent
from domains.core.interfaces import Durability, EventTooLargeError
from domains.core.store import event_log
from domains.core.store.event_log import Placed
from domains.core.store.partitions import partition_of


class Outbox:
    """Stores events inside the unit of work that publishes them, delivers them after it."""

    def __init__(
        self,
        router: Router,
        cluster: Cluster,
        turns: Turns,
        pressure: Pressure,
        metrics: BusMetrics,
        mirror: Mirror,
        max_bytes: int,
    ) -> None:
        self._router = router
        self._cluster = cluster
        self._turns = turns
        self._pressure = pressure
        self._metrics = metrics
        self._mirror = None if isinstance(mirror, NoMirror) else mirror
        self._max_bytes = max_bytes
        self._workers: Workers | None = None
        self._fetcher: Fetcher | None = None
        self.on_scheduled: Callable[[datetime], None] | None = None
        self.observer: Observer = NoObserver()
        self.tracer: Tracer | None = find_tracer()
        self.is_delivering = False
        """Off: durable events wait in the log, for the start, ours or another's."""

    @property
    def is_mirrored(self) -> bool:
        """Do other instances hear of what is published here?"""
        return self._mirror is not None

    def hand_to(self, workers: Workers, fetcher: Fetcher | None) -> None:
        """Who delivers; without a fetcher nothing is durable."""
        self._workers = workers
        self._fetcher = fetcher

    def seal(self, event: BaseEvent, now: datetime) -> BaseEvent:
        """The event with its envelope complete: when, on whose behalf, because of what."""
        cause = current_cause()
        event = event.sealed(now, cause.correlation_id, cause.causation_id)
        return event if self.tracer is None else self.tracer.published(event)

    def check(self, event: BaseEvent) -> None:
        """Raises EventOverloadError for a type that is refused when there is no room."""
        self._pressure.check(event)

    async def store(self, connection: Connection, events: Sequence[BaseEvent]) -> Collection[str]:
        """Write durable events beside the state that caused them.

        Returns keys of which events may be pending that we do not have: those stored by another
        instance, or for one. New ones must take their turn. Raises EventTooLargeError, with
        nothing stored.
        """
        placed = [self._place(e) for e in events if e.durability is Durability.DURABLE]
        if not placed:
            return ()
        me = self._cluster.me
        if self._cluster.shares:
            others = {each.event.key for each in placed if each.owner not in (None, me)}
            return others | await event_log.append_and_look(connection, placed, me)
        await event_log.append(connection, placed, me)
        return ()

    def deliver(self, events: Sequence[BaseEvent], unsure: Collection[str] = ()) -> None:
        """Hand committed events on. Never waits, never fails."""
        for event in events:
            self._metrics.published[event.event_type] += 1
            self.observer.published(event)
            route = self._router.hearing(event)
            holder: int | None = None
            if not route.everybody:
                self._turns.started(event, 0)
            elif event.durability is Durability.DURABLE and self._fetcher is not None:
                holder = self._deliver_durable(event, route, unsure, self._fetcher)
            else:
                self._deliver_ephemeral(event, route)
            if self._mirror is not None:
                self._mirror.offer(self._entry(event), holder)

    def remind(self, at: datetime) -> None:
        """Something is scheduled for `at`."""
        if self.on_scheduled is not None:
            self.on_scheduled(at)

    # -- storing ------------------------------------------------------------------------

    def _place(self, event: BaseEvent) -> Placed:
        wire = event.encode()
        self._weigh(event, wire)
        partition = partition_of(event.key)
        is_heard = bool(self._router.hearing(event).once)
        owner = self._cluster.owner_of(partition) if is_heard else None
        return Placed(event, wire, partition, owner)

    def _weigh(self, event: BaseEvent, wire: str) -> None:
        size = len(wire) if wire.isascii() else len(wire.encode())
        if size > self._max_bytes:
            raise EventTooLargeError(
                f"{event.event_type} takes {size} bytes, {self._max_bytes} are allowed",
                event.event_id,
            )

    # -- delivering ---------------------------------------------------------------------

    def _deliver_durable(
        self, event: BaseEvent, route: Route, unsure: Collection[str], fetcher: Fetcher
    ) -> int | None:
        """The partition to hand the event over to, if another instance delivers it."""
        workers, everywhere = self._workers, route.everywhere
        if workers is None:
            return None
        if everywhere and self.is_delivering:
            workers.take(event, [Delivery(event, s) for s in everywhere], UNWEIGHED)
        if not route.once or not self.is_delivering:
            return None
        partition = partition_of(event.key)
        if self._cluster.owner_of(partition) != self._cluster.me:
            self._turns.left(event)
            return partition
        if fetcher.has_fetched(event.event_id):
            return None  # between its commit and this call
        is_full = self._pressure.is_full
        is_behind = event.key in unsure or self._cluster.takes_up(partition)
        if is_full or is_behind or fetcher.is_wanted(event.key):
            if is_full:
                self._metrics.spilled[event.event_type] += 1
            self._turns.left(event)
            fetcher.want([event.key])
        else:
            deliveries = [Delivery(event, s) for s in route.once]
            workers.take(event, deliveries, len(event.encode()))
        return None

    def _deliver_ephemeral(self, event: BaseEvent, route: Route) -> None:
        if self._workers is None:
            return
        if self._pressure.is_full:
            displaced = self._pressure.make_room(event)
            if displaced is not None:
                self._turns.finished(displaced.event)
        deliveries = [Delivery(event, s) for s in route.everybody]
        self._workers.take(event, deliveries, UNWEIGHED)

    def _entry(self, event: BaseEvent) -> Entry:
        return Entry(
            event_id=event.event_id,
            event_type=event.event_type,
            key=event.key,
            origin=self._cluster.me,
            wire=event.encode(),
            is_awaited=self._turns.is_open(event.correlation_id),
        )
