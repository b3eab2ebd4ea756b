"""The event bus: from a committed event to every subscription's handler.

Guarantees (details in docs/architecture/event-bus.md):
- a durable event is delivered to every once-per-cluster subscription at least once, and the
  effects of transactional handlers are applied exactly once, through any crash;
- events with the same key reach a subscription in the order they were published by one
  transaction after another, through retries and dead letters;
- one handler's failure never affects another handler, nor the publisher.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from time import perf_counter
from typing import Any
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from domains.core.bus.completion import Completion
from domains.core.bus.delivery import Deliverer
from domains.core.bus.handler import listen
from domains.core.bus.lanes import Delivery
from domains.core.bus.metrics import BusMetrics
from domains.core.bus.mirror import Mirror, NoMirror
from domains.core.bus.observer import Guarded, NoObserver, Observer
from domains.core.bus.recovery import Recovery
from domains.core.bus.routing import Router
from domains.core.bus.subscription import Scope, Subscription
from domains.core.bus.turns import Turns
from domains.core.bus.workers import Workers
from domains.core.clock import Clock, SystemClock, sleep
from domains.core.context import current_cause
from domains.core.database import Connection, Database
from domains.core.events import default_factory
from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.interfaces import (
    Durability,
    EventBusConfig,
    EventPublishError,
    IEvent,
    IEventBus,
    IEventHandler,
)
from domains.core.store import event_log
from domains.core.store.instances import HEARTBEAT
from domains.core.tasks import TaskSupervisor
from domains.core.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 10.0


class EventBus(IEventBus):
    """The in-memory dispatcher. With a database it is durable, without one it is not."""

    def __init__(
        self,
        config: EventBusConfig | None = None,
        *,
        database: Database | None = None,
        clock: Clock | None = None,
        supervisor: TaskSupervisor | None = None,
        factory: EventFactory | None = None,
        mirror: Mirror | None = None,
    ) -> None:
        self.config = config or EventBusConfig()
        self.instance_id: UUID = uuid7()
        self.metrics = BusMetrics()
        self.turns = Turns()
        self._clock = clock = clock or SystemClock()
        self._supervisor = supervisor or TaskSupervisor()
        self._mirror = mirror or NoMirror()
        self._router = Router()
        self._changing = asyncio.Lock()
        self._accepting = self._delivering = False
        self._loops: tuple[asyncio.Task[None], ...] = ()
        self._observer: Observer = NoObserver()
        self._completion: Completion | None = None
        self._recovery: Recovery | None = None
        self.unit_of_work: UnitOfWork | None = None
        if database is not None and self.config.event_store_enabled:
            factory = factory or default_factory()
            self.unit_of_work = UnitOfWork(database, clock, self)
            self._completion = Completion(database, self.instance_id)
            self._recovery = Recovery(database, clock, self._router, factory, self.instance_id)
        self._deliverer = Deliverer(self.config, self._clock, self.unit_of_work, self.metrics)
        self._workers = Workers(
            self._deliverer,
            self.turns,
            self._clock,
            self._supervisor,
            limit=self.config.max_concurrent_handlers,
            completed=self._completed,
        )

    # -- life ---------------------------------------------------------------------------

    async def initialize(self) -> None:
        """Take up what a crash left behind, then accept events. Idempotent.

        Subscribe first: an event nobody listens to at its publication is done. After a
        failure it may be called again.
        """
        async with self._changing:
            if self._accepting:
                return
            self._delivering = True
            if self._recovery is not None and self._completion is not None:
                await self._block_sequences(self._recovery)
                recovered = await self._recovery.claim(self._resume)
                log.info("bus.started", instance=str(self.instance_id), recovered=recovered)
                keep_running = self._supervisor.keep_running
                keep_up = partial(self._keep_recovering, self._recovery)
                self._loops = (
                    keep_running("bus.completion", self._completion.run),
                    keep_running("bus.recovery", keep_up),
                )
            self._workers.open()
            self._accepting = True

    async def shutdown(self) -> None:
        """Refuse new events, finish what is in hand, hand over the rest. Idempotent."""
        async with self._changing:
            if not self._accepting:
                return
            self._accepting = False
            try:
                async with asyncio.timeout(DRAIN_SECONDS):
                    await self._workers.quiet.wait()
            except TimeoutError:
                log.warning("bus.drain_timeout", backlog=self._workers.lanes.backlog)
            self._delivering = False
            self._workers.close()
            for loop in self._loops:
                loop.cancel()  # a last heartbeat must not follow our leaving
            await asyncio.gather(*self._loops, return_exceptions=True)
            try:
                if self._completion is not None and self._recovery is not None:
                    await self._completion.flush()
                    await self._recovery.leave()
            finally:
                await self._mirror.stop()

    async def settle(self) -> None:
        """Return when every delivery that can run now has run and is written down."""
        while self._workers.is_busy or (self._completion is not None and self._completion.waiting):
            await asyncio.sleep(0)
            await self._workers.quiet.wait()
            if self._completion is not None:
                await self._completion.flush()

    def observe(self, observer: Observer) -> None:
        """Tell `observer` of every event and attempt from now on."""
        self._observer = self._deliverer.observer = Guarded(observer)

    # -- subscribing --------------------------------------------------------------------

    def add(self, subscriptions: Iterable[Subscription]) -> None:
        """Subscribe a module's wishes. Raises EventSubscriptionError for a taken name."""
        for subscription in subscriptions:
            self._router.add(subscription)

    async def subscribe(
        self, event_type: str, handler: IEventHandler, service_name: str | None = None
    ) -> str:
        """Let a handler hear a type or a pattern such as `gamification.*`.

        Returns the subscription's id. Raises EventSubscriptionError when this handler
        hears this type already.
        """
        service = service_name or handler.service_name
        name = f"{service}.{handler.handler_id}:{event_type}"
        self._router.add(Subscription(name, (event_type,), service, handle=listen(handler)))
        return name

    async def unsubscribe(self, subscription_id: str) -> bool:
        """False when there is no such subscription."""
        return self._router.remove(subscription_id)

    async def get_active_subscriptions(self) -> dict[str, list[str]]:
        """Pattern → subscription ids."""
        active: dict[str, list[str]] = {}
        for subscription in self._router.subscriptions:
            for pattern in subscription.patterns:
                active.setdefault(pattern, []).append(subscription.name)
        return active

    async def get_subscription_health(self) -> dict[str, dict[str, Any]]:
        """Subscription id → its numbers."""
        return {
            subscription.name: {
                "service": subscription.service,
                **self.metrics.of(subscription.name),
            }
            for subscription in self._router.subscriptions
        }

    async def get_metrics(self) -> dict[str, Any]:
        """Everything countable, and the present backlog."""
        return {
            **await self.metrics.get_processing_metrics(),
            "backlog": self._workers.lanes.backlog,
            "workers": self._workers.hired,
            "is_healthy": self._accepting,
        }

    # -- publishing ---------------------------------------------------------------------

    async def publish(self, event: IEvent, target_services: Sequence[str] | None = None) -> bool:
        """Store a durable event, then deliver it; deliver an ephemeral one at once.

        Returns True when accepted. Raises EventPublishError before `initialize`, after
        `shutdown`, or for something that is not an event. To publish together with a
        change of state use `tx.publish` instead.
        """
        if not isinstance(event, BaseEvent):
            raise EventPublishError(f"{type(event).__name__} is not an event")
        if not self._accepting:
            raise EventPublishError("the bus does not run", event.event_id)
        started = perf_counter()
        if target_services is not None:
            event = event.model_copy(update={"target_services": tuple(target_services)})
        if self.unit_of_work is not None and event.durability is Durability.DURABLE:
            async with self.unit_of_work() as tx:
                tx.publish(event)
        else:
            cause = current_cause()
            now = self._clock.now()
            self.deliver([event.sealed(now, cause.correlation_id, cause.causation_id)])
        self.metrics.publish_seconds[event.event_type] += perf_counter() - started
        return True

    async def store(self, connection: Connection, events: Sequence[BaseEvent]) -> None:
        """Write durable events beside the state that caused them (for the unit of work)."""
        durable = [event for event in events if event.durability is Durability.DURABLE]
        if durable:
            awaited = {
                event.event_id
                for event in durable
                if any(s.scope is Scope.ONCE_PER_CLUSTER for s in self._router.hearing(event))
            }
            await event_log.append(connection, durable, awaited, self.instance_id)

    def deliver(self, events: Sequence[BaseEvent]) -> None:
        """Hand committed events to their subscriptions (for the unit of work). Never waits."""
        for event in events:
            self.metrics.published[event.event_type] += 1
            self._observer.published(event)
            deliveries = [Delivery(event, s) for s in self._router.hearing(event)]
            if not self._delivering:  # the log keeps these for the start, ours or another's
                deliveries = [d for d in deliveries if not self._deliverer.is_persisted(d)]
            self._workers.take(event, deliveries)

    async def consequences(self, correlation_id: str, within: float) -> tuple[BaseEvent, ...]:
        """What an update with an open turn has caused, as far as it settles in `within` s."""
        return await self.turns.consequences(correlation_id, within)

    # -- recovering ---------------------------------------------------------------------

    async def _keep_recovering(self, recovery: Recovery) -> None:
        while True:
            await sleep(self._clock, HEARTBEAT.total_seconds())
            await self._block_sequences(recovery)
            await recovery.claim(self._resume)
            await recovery.take_up_forgotten(self._is_in_hand, self._resume)

    async def _block_sequences(self, recovery: Recovery) -> None:
        """Learn of dead letters that others wrote, or took away."""
        lanes = self._workers.lanes
        before = lanes.blocked
        lanes.block_instead(before, await recovery.blocked_sequences())

    def _is_in_hand(self, event_id: UUID) -> bool:
        return event_id in self._workers.outstanding or (
            self._completion is not None and event_id in self._completion
        )

    def _resume(self, event: BaseEvent, left: Sequence[Delivery]) -> None:
        if self._is_in_hand(event.event_id):
            return
        if left:
            self._workers.take(event, left)
        else:
            self._completed(event.event_id)

    def _completed(self, event_id: UUID) -> None:
        if self._completion is not None:
            self._completion.add(event_id)
