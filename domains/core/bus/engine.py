"""The moving parts of the bus, wired together by hand. `EventBus` is the door to them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from domains.core.bus.announcements import Announcements
from domains.core.bus.cluster import Cluster
from domains.core.bus.deliverer import Deliverer
from domains.core.bus.delivery import Delivery
from domains.core.bus.durable import Durable
from domains.core.bus.gates import Gates
from domains.core.bus.inline import NOTHING_FAILED, Failed, Inline
from domains.core.bus.lanes import Lanes
from domains.core.bus.metrics import BusMetrics
from domains.core.bus.mirror import Mirror
from domains.core.bus.observer import Guarded, NoObserver, Observer
from domains.core.bus.outbox import Outbox
from domains.core.bus.pressure import Pressure
from domains.core.bus.rate import RateLimit
from domains.core.bus.reception import Reception
from domains.core.bus.routing import Router
from domains.core.bus.turns import Turns
from domains.core.bus.watchdog import Watchdog
from domains.core.bus.workers import Workers
from domains.core.clock import Clock, sleep
from domains.core.database import Database
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.interfaces import Durability, EventBusConfig
from domains.core.store.instances import HEARTBEAT
from domains.core.tasks import TaskSupervisor
from domains.core.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 1.0
"""While Redis is away, how often we look for what other instances have stored for us."""

DRAIN_SECONDS = 10.0


class Engine:
    """Everything between a published event and its handlers, in one process."""

    def __init__(
        self,
        config: EventBusConfig,
        clock: Clock,
        supervisor: TaskSupervisor,
        factory: EventFactory,
        mirror: Mirror,
        database: Database | None,
        me: UUID,
    ) -> None:
        self._clock = clock
        self.supervisor = supervisor
        self._mirror = mirror
        self._loops: tuple[asyncio.Task[None], ...] = ()
        self.metrics = BusMetrics(keeps_times=config.metrics_enabled)
        self.router = Router()
        self.lanes = Lanes()
        self.rate = RateLimit(config.max_publishes_per_second, clock, self.metrics)
        self.turns = Turns(mirror.send, factory.decode)
        self.pressure = Pressure(config, self.lanes, self.metrics)
        self.cluster = Cluster(database, mirror, me)
        self._build_publishing(config, mirror, me)
        self.unit_of_work = (
            UnitOfWork(database, clock, self.outbox) if database is not None else None
        )
        self._build_delivering(config)
        self.durable = Durable(self, database, clock, factory) if database is not None else None
        fetcher = self.durable.fetcher if self.durable else None
        self.outbox.hand_to(self.workers, fetcher)
        self.reception = Reception(
            clock, self.router, factory, self.workers, self.turns, self.announce, fetcher
        )
        self.reception.beat_now = self._beat_now

    def _build_publishing(self, config: EventBusConfig, mirror: Mirror, me: UUID) -> None:
        self.outbox = Outbox(
            self.router,
            self.cluster,
            self.turns,
            self.pressure,
            self.metrics,
            mirror,
            config.max_event_bytes,
        )
        self.announce = Announcements(
            me,
            lambda event: self.outbox.deliver([self.outbox.seal(event, self._clock.now())]),
            lambda event_type: bool(self.router.of(event_type).everybody),
        )

    def _build_delivering(self, config: EventBusConfig) -> None:
        clock, supervisor = self._clock, self.supervisor
        self.gates = Gates(config, clock, self.lanes, self.metrics, supervisor, self.announce)
        watchdog = Watchdog()
        self.inline = Inline(
            clock,
            self.lanes,
            self.router,
            self.gates,
            self.metrics,
            watchdog,
            config.handler_timeout_seconds,
        )
        self.deliverer = Deliverer(
            config, clock, self.unit_of_work, self.metrics, watchdog, self.announce
        )
        self.workers = Workers(
            self.deliverer,
            self.lanes,
            self.gates,
            self.turns,
            clock,
            supervisor,
            limit=config.max_concurrent_handlers,
        )
        self.inline.on_let_go = self._let_go
        self.inline.retry = self._retry
        self.lanes.on_left = self.pressure.eased

    async def start(self) -> None:
        """Take up what a crash left behind and begin to deliver. May be repeated if it failed."""
        await self._mirror.start(self.cluster.me, self.reception)
        self.outbox.is_delivering = True
        durable = self.durable
        if durable:
            await durable.recovery.join()
            self.workers.may_begin = lambda: durable.recovery.holds_lease
            keep_running = self.supervisor.keep_running
            self._loops = (
                keep_running("bus.completion", durable.completion.run),
                keep_running("bus.fetcher", durable.fetcher.run),
                keep_running("bus.agenda", durable.agenda.run),
                keep_running("bus.shedding", durable.shedding.run),
                keep_running("bus.recovery", partial(self._keep_beating, durable)),
                keep_running("bus.sweep", partial(self._keep_sweeping, durable)),
            )
        self.workers.open()
        is_observed = not isinstance(self.outbox.observer, NoObserver)
        is_told = is_observed or self.outbox.is_mirrored or self.deliverer.tracer is not None
        self.inline.bar(barred=is_told or self.rate.is_set)

    async def stop(self) -> None:
        """Finish what is in hand, as far as that goes quickly, and hand over the rest."""
        self.inline.bar(barred=True)
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self.workers.quiet.wait()
        except TimeoutError:
            log.warning("bus.drain_timeout", backlog=self.lanes.backlog)
        self.outbox.is_delivering = False
        self.workers.close()
        for loop in self._loops:
            loop.cancel()  # a last heartbeat must not follow our leaving
        await asyncio.gather(*self._loops, return_exceptions=True)
        try:
            if self.durable:
                await self.durable.completion.flush()
                await self.durable.recovery.leave()
                self.durable.custody.start_over()  # they are others' now, or ours after a start
        finally:
            await self._mirror.stop()

    async def settle(self) -> None:
        """Return when every delivery that can run now has run and is written down."""
        while True:
            durable = self.durable
            if durable and self.outbox.is_delivering and not durable.recovery.holds_lease:
                await durable.recovery.beat()
                self.workers.hire()
            if durable and self.outbox.is_delivering and durable.agenda.is_due:
                await durable.agenda.look()
            if durable and durable.fetcher.backlog and not self.pressure.is_full:
                await durable.fetcher.fetch_everything()
            await asyncio.sleep(0)
            await self.workers.quiet.wait()
            if durable:
                await durable.completion.flush()
            if not self._is_busy():
                return

    async def publish_and_wait(self, event: BaseEvent) -> tuple[Failed, ...]:
        """The long way: wait for the event's key, or let the lanes do it and wait for them."""
        calls = self.inline.admit(event)
        if calls is not None:
            self.inline.waiting += 1
            try:
                while not self.inline.takes(event):  # whatever came before goes before
                    await self.workers.progress()
            finally:
                self.inline.waiting -= 1
            return await self.inline.run(event, calls)
        if self.unit_of_work is not None and event.durability is Durability.DURABLE:
            async with self.unit_of_work() as tx:
                tx.publish(event)
        else:
            self.outbox.deliver([self.outbox.seal(event, self._clock.now())])
        while self.lanes.has(event.key):
            await self.workers.progress()
        return NOTHING_FAILED

    def _let_go(self) -> None:
        self.workers.hire()
        self.workers.moved()

    async def _retry(self, event: BaseEvent, failed: Iterable[Failed]) -> None:
        for failure in failed:
            await self.workers.fail(Delivery(event, failure.subscription), failure.error)

    def observe(self, observer: Observer) -> None:
        """Tell `observer` of every event and attempt from now on."""
        guarded = Guarded(observer)
        self.outbox.observer = self.deliverer.observer = guarded
        self.inline.bar(barred=True)

    def report(self) -> dict[str, Any]:
        """The present state in numbers, for health and metrics."""
        return {
            "backlog": self.lanes.backlog,
            "backlog_bytes": self.lanes.bytes,
            "workers": self.workers.hired,
            "pressure": self.pressure.level,
            "blocked_sequences": len(self.lanes.blocked),
            "unreadable_broadcasts": self.reception.undecodable,
            "partitions": len(self.cluster.held),
            "mirror": self._mirror.report(),
            **(self.durable.report() if self.durable else {}),
        }

    def _is_busy(self) -> bool:
        if self.workers.is_busy:
            return True
        durable = self.durable
        return durable is not None and (
            durable.completion.waiting
            or (durable.agenda.is_due and self.outbox.is_delivering)
            or (durable.fetcher.backlog > 0 and not self.pressure.is_full)
        )

    async def _keep_beating(self, durable: Durable) -> None:
        while True:
            await sleep(self._clock, HEARTBEAT.total_seconds())
            await durable.recovery.beat()
            await durable.agenda.glance()
            durable.shedding.look()
            self.workers.hire()

    async def _keep_sweeping(self, durable: Durable) -> None:
        if not self.cluster.shares:
            return
        while True:
            await sleep(self._clock, SWEEP_SECONDS)
            if not self._mirror.is_connected:
                await durable.recovery.sweep()

    def _beat_now(self) -> None:
        if self.durable and not self.supervisor.is_closing:
            self.supervisor.spawn("bus.beat", self.durable.recovery.beat())
