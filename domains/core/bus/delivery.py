"""One attempt to bring an event to a subscription, and what follows when it fails."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime, timedelta
from time import perf_counter

import structlog
from pydantic import ValidationError

from domains.core.bus.handler import GiveUpError
from domains.core.bus.lanes import Delivery
from domains.core.bus.metrics import BusMetrics
from domains.core.bus.observer import NoObserver, Observer
from domains.core.bus.subscription import Scope
from domains.core.clock import Clock
from domains.core.context import acting_for
from domains.core.errors import DomainError, RetryAfterError
from domains.core.interfaces import Durability, EventBusConfig, EventHandlingError
from domains.core.store import deliveries
from domains.core.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

QUICK_RETRY_SECONDS = 0.1
LONGEST_DELAY_SECONDS = 600.0

PERMANENT = (DomainError, ValidationError, GiveUpError)
"""Errors that no retry can mend."""


class Deliverer:
    """Runs handlers. Never raises for a handler's failure."""

    def __init__(
        self, config: EventBusConfig, clock: Clock, uow: UnitOfWork | None, metrics: BusMetrics
    ) -> None:
        self._config = config
        self._clock = clock
        self._uow = uow
        self._metrics = metrics
        self.observer: Observer = NoObserver()

    def is_persisted(self, delivery: Delivery) -> bool:
        """Does this delivery survive a crash?"""
        return (
            self._uow is not None
            and delivery.event.durability is Durability.DURABLE
            and delivery.subscription.scope is Scope.ONCE_PER_CLUSTER
        )

    async def attempt(self, delivery: Delivery) -> datetime | None:
        """Call the handler. None when the delivery is settled, else when to try again.

        A delivery that is given up has its dead letter written when this returns;
        `delivery.subscription` and key are then to be blocked if `is_dead` says so.
        """
        name, event = delivery.subscription.name, delivery.event
        started = perf_counter()
        failure: Exception | None = None
        try:
            with acting_for(event.correlation_id, event.event_id):
                async with asyncio.timeout(self._config.handler_timeout_seconds):
                    await self._call(delivery)
        except asyncio.CancelledError:
            if _is_being_cancelled():
                raise
            failure = EventHandlingError("what it waited for was cancelled", name, event.event_id)
        except Exception as error:  # noqa: BLE001 - isolation: one handler's failure is never another's
            failure = error
        seconds = perf_counter() - started
        self.observer.handled(delivery, seconds, failure)
        if failure is None:
            self._metrics.handled(name, seconds)
            return None
        return await self._failed(delivery, failure)

    async def park(self, delivery: Delivery) -> None:
        """Put a delivery behind the dead letter of its sequence."""
        await self._record(
            delivery, delivery.attempts, deliveries.PARKED, None, "behind a dead letter"
        )

    async def _call(self, delivery: Delivery) -> None:
        subscription, event = delivery.subscription, delivery.event
        if subscription.handle is not None:
            await subscription.handle(event)
            if delivery.attempts and self.is_persisted(delivery) and self._uow is not None:
                async with self._uow() as tx:
                    await deliveries.forget(tx, subscription.name, event.event_id)
            return
        if self._uow is None or subscription.handle_in_transaction is None:
            raise GiveUpError("an effect needs a database", subscription.name, event.event_id)
        async with self._uow() as tx:
            if not await deliveries.enter_inbox(tx, subscription.name, event.event_id, tx.now):
                self._metrics.duplicate(subscription.name)
            else:
                await subscription.handle_in_transaction(event, tx)
            if delivery.attempts:
                await deliveries.forget(tx, subscription.name, event.event_id)

    async def _failed(self, delivery: Delivery, error: Exception) -> datetime | None:
        attempts = delivery.attempts + 1
        name = delivery.subscription.name
        final = isinstance(error, PERMANENT) or attempts > self._config.max_retry_attempts
        self._metrics.failed(name, retried=not final)
        log.warning(
            "delivery.failed",
            subscription=name,
            event_type=delivery.event.event_type,
            event_id=str(delivery.event.event_id),
            attempt=attempts,
            final=final,
            error=type(error).__name__,
            exc_info=error if final else None,
        )
        reason = f"{type(error).__name__}: {error}"
        if final:
            delivery.is_dead = await self._record(
                delivery, attempts, deliveries.DEAD, None, reason
            )
            return None
        next_at = self._clock.now() + self._delay(attempts, error)
        if attempts > 1 or isinstance(error, RetryAfterError):
            await self._record(delivery, attempts, deliveries.RETRY, next_at, reason)
        # Counted only now: what cannot be written down was the database's failure.
        delivery.attempts = attempts
        return next_at

    def _delay(self, attempts: int, error: Exception) -> timedelta:
        # Full jitter: failures that came together must not come back together.
        if isinstance(error, RetryAfterError):
            return timedelta(seconds=error.seconds)
        if attempts == 1:
            return timedelta(seconds=random.uniform(0, QUICK_RETRY_SECONDS))
        longest = min(
            LONGEST_DELAY_SECONDS, self._config.retry_delay_seconds * 2 ** (attempts - 1)
        )
        return timedelta(seconds=random.uniform(0, longest))

    async def _record(
        self,
        delivery: Delivery,
        attempts: int,
        state: str,
        next_at: datetime | None,
        reason: str,
    ) -> bool:
        """False when there is nothing to write down."""
        if not self.is_persisted(delivery) or self._uow is None:
            return False
        unfinished = deliveries.Unfinished(
            event_id=delivery.event.event_id,
            subscription=delivery.subscription.name,
            key=delivery.event.key,
            state=state,
            attempts=attempts,
            next_at=next_at,
        )
        async with self._uow() as tx:
            if await deliveries.is_in_inbox(tx, unfinished.subscription, unfinished.event_id):
                # It did commit, only the answer was lost.
                await deliveries.forget(tx, unfinished.subscription, unfinished.event_id)
                return False
            await deliveries.record(tx, unfinished, reason[:2_000], tx.now)
        return True


def _is_being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
