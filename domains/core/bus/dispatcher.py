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
from collections.abc import Coroutine, Iterable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Any
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from domains.core.bus.engine import Engine
from domains.core.bus.handler import listen
from domains.core.bus.inline import Failed
from domains.core.bus.mirror import Mirror, NoMirror
from domains.core.bus.observer import Observer
from domains.core.bus.subscription import Subscription
from domains.core.clock import Clock, SystemClock
from domains.core.context import is_handling
from domains.core.database import Database, open_database
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
from domains.core.store import schema
from domains.core.tasks import TaskSupervisor

log = structlog.get_logger(__name__)

IN_MEMORY = "sqlite://"


class EventBus(IEventBus):
    """The in-memory dispatcher over a durable log.

    Without a database it keeps its log in memory, with the same behaviour for as long as the
    process lives; with `event_store_enabled` off it keeps none, and every event is ephemeral.
    """

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
        self._clock = clock or SystemClock()
        self._factory = factory or default_factory()
        self._mirror = mirror or NoMirror()
        self._own_supervisor = TaskSupervisor() if supervisor is None else None
        self._own_database: Database | None = None
        if not self.config.event_store_enabled:
            database = None
        elif database is None:
            database = self._own_database = open_database(IN_MEMORY)
        self.engine = Engine(
            self.config,
            self._clock,
            supervisor or self._own_supervisor or TaskSupervisor(),
            self._factory,
            self._mirror,
            database,
            self.instance_id,
        )
        self._inline = self.engine.inline
        self.unit_of_work = self.engine.unit_of_work
        self.metrics = self.engine.metrics
        self.turns = self.engine.turns
        self._changing = asyncio.Lock()
        self._is_prepared = False
        self._accepting = False
        self._is_draining = False

    # -- life ---------------------------------------------------------------------------

    async def initialize(self) -> None:
        """Take up what a crash left behind, then accept events. Idempotent.

        Subscribe first: an event nobody listens to at its publication is done. After a
        failure it may be called again.
        """
        async with self._changing:
            if self._accepting:
                return
            if self._own_database is not None and not self._is_prepared:
                await schema.create_bus_tables(self._own_database)
                self._is_prepared = True
            await self.engine.start()
            self._accepting = True
            log.info("bus.started", instance=str(self.instance_id))

    async def shutdown(self) -> None:
        """Refuse new events, finish what is in hand, hand over the rest. Idempotent."""
        async with self._changing:
            if not self._accepting:
                return
            self._accepting = False
            self._is_draining = True
            try:
                await self.engine.stop()
            finally:
                self._is_draining = False

    async def settle(self) -> None:
        """Return when every delivery that can run now has run and is written down."""
        await self.engine.settle()

    def observe(self, observer: Observer) -> None:
        """Tell `observer` of every event and attempt from now on."""
        self.engine.observe(observer)

    # -- subscribing --------------------------------------------------------------------

    def add(self, subscriptions: Iterable[Subscription]) -> None:
        """Subscribe a module's wishes. Raises EventSubscriptionError for a taken name."""
        for subscription in subscriptions:
            self.engine.router.add(subscription)

    async def subscribe(
        self, event_type: str, handler: IEventHandler, service_name: str | None = None
    ) -> str:
        """Let a handler hear a type or a pattern such as `gamification.*`.

        Returns the subscription's id. Raises EventSubscriptionError when this handler
        hears this type already.
        """
        service = service_name or handler.service_name
        name = f"{service}.{handler.handler_id}:{event_type}"
        self.engine.router.add(Subscription(name, (event_type,), service, handle=listen(handler)))
        return name

    async def unsubscribe(self, subscription_id: str) -> bool:
        """False when there is no such subscription."""
        return self.engine.router.remove(subscription_id)

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """All of them, in the order they subscribed."""
        return tuple(self.engine.router.by_name.values())

    async def get_active_subscriptions(self) -> dict[str, list[str]]:
        """Pattern → subscription ids."""
        active: dict[str, list[str]] = {}
        for subscription in self.engine.router.by_name.values():
            for pattern in subscription.patterns:
                active.setdefault(pattern, []).append(subscription.name)
        return active

    async def get_subscription_health(self) -> dict[str, dict[str, Any]]:
        """Subscription id → its numbers, and its breaker's state if it ever failed."""
        gates = self.engine.gates.report()
        return {
            name: {
                "service": subscription.service,
                "breaker": "closed",
                "paused": False,
                **self.metrics.of(name),
                **gates.get(name, {}),
            }
            for name, subscription in self.engine.router.by_name.items()
        }

    async def get_metrics(self) -> dict[str, Any]:
        """Everything countable, and the present backlog."""
        return {
            **await self.metrics.get_processing_metrics(),
            **self.engine.report(),
            "is_healthy": self._accepting,
        }

    # -- publishing ---------------------------------------------------------------------

    async def publish(
        self,
        event: IEvent,
        target_services: Sequence[str] | None = None,
        at: datetime | None = None,
    ) -> bool:
        """Store a durable event, then deliver it; deliver an ephemeral one at once.

        With `at` the event is kept and published when it is due, as by `tx.publish`. Returns
        True when accepted: handlers run later. To publish together with a change of state use
        `tx.publish` instead. Raises EventPublishError before `initialize`, after `shutdown`, or
        for something that is not an event; EventOverloadError when there is no room for it or
        more is published than may be in a second,
        EventTooLargeError when it is too long.
        """
        started = perf_counter()
        event = await self._admit(event, target_services)
        if at is not None and self.unit_of_work is None:
            raise EventPublishError("nothing keeps events for later here", event.event_id)
        outbox, durable = self.engine.outbox, self.engine.durable
        if self.unit_of_work is not None and at is not None:
            async with self.unit_of_work() as tx:
                tx.publish(event, at)
        elif durable is not None and event.durability is Durability.DURABLE:
            await durable.gathering.store(outbox.seal(event, self._clock.now()))
        else:
            outbox.deliver([outbox.seal(event, self._clock.now())])
        self.metrics.publish_seconds[event.event_type] += perf_counter() - started
        return True

    async def cancel(self, event_id: UUID) -> bool:
        """Take back an event for later. False when it is published, or was never scheduled."""
        if self.unit_of_work is None:
            return False
        async with self.unit_of_work() as tx:
            return await tx.cancel(event_id)

    def publish_and_wait(self, event: IEvent) -> Coroutine[Any, Any, tuple[Failed, ...]]:
        """Publish, and return when each local handler has been called once.

        Returns the first failures; what failed is retried as always. Handlers of an ephemeral
        event run one after the other in the caller's task when nothing else of its key is on
        its way. Raises as `publish`, and EventPublishError inside a handler, which may not
        wait for others.
        """
        inline = self._inline
        calls = inline.open.get(event.__class__)  # type: ignore[arg-type]  # no others are in it
        if calls is None or not inline.takes(event):  # type: ignore[arg-type]
            return self._publish_and_wait(event)
        return inline.run(event, calls)  # type: ignore[arg-type]

    async def _publish_and_wait(self, event: IEvent) -> tuple[Failed, ...]:
        if is_handling():
            raise EventPublishError("a handler publishes, it does not wait for other handlers")
        return await self.engine.publish_and_wait(await self._admit(event, None))

    async def consequences(self, correlation_id: str, within: float) -> tuple[BaseEvent, ...]:
        """What an update with an open turn has caused, as far as it settles in `within` s."""
        return await self.turns.consequences(correlation_id, within)

    @property
    def pressure(self) -> float:
        """0 when nothing waits, 1 when the bus is full."""
        return self.engine.pressure.level

    async def relief(self, within: float) -> bool:
        """Wait up to `within` seconds for room. False when there is still none."""
        return await self.engine.pressure.relief(within)

    def _checked(self, event: IEvent) -> BaseEvent:
        if not isinstance(event, BaseEvent):
            raise EventPublishError(f"{type(event).__name__} is not an event")
        # What is in hand while we drain may still say what it has done.
        if not self._accepting and not (self._is_draining and is_handling()):
            raise EventPublishError("the bus does not run", event.event_id)
        return event

    async def _admit(self, event: IEvent, target_services: Sequence[str] | None) -> BaseEvent:
        event = self._checked(event)
        self.engine.rate.take(event)
        if target_services is not None:
            event = event.model_copy(update={"target_services": tuple(target_services)})
        if self.engine.pressure.is_full:
            await self.engine.pressure.admit(event)
        return event
