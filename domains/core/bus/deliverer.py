"""Bringing events to a subscription's handler, and what follows when that fails."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

import structlog
from pydantic import ValidationError

from domains.core.bus.announcements import Announcements
from domains.core.bus.backoff import delay
from domains.core.bus.delivery import Delivery
from domains.core.bus.handler import GiveUpError
from domains.core.bus.metrics import BusMetrics
from domains.core.bus.observer import NoObserver, Observer
from domains.core.bus.subscription import Scope
from domains.core.bus.tracing import Tracer, find_tracer
from domains.core.bus.watchdog import Watchdog
from domains.core.clock import Clock
from domains.core.context import begin_handling, end_handling
from domains.core.database import DatabaseError
from domains.core.errors import DomainError, RetryAfterError
from domains.core.interfaces import Durability, EventBusConfig, EventHandlingError
from domains.core.store import deliveries
from domains.core.store.deliveries import Failure
from domains.core.unit_of_work import Transaction, UnitOfWork

log = structlog.get_logger(__name__)

GROUP_SECONDS = 1.0
"""How long one handler may keep a group of others waiting before it is left alone."""

PERMANENT = (DomainError, ValidationError, GiveUpError)
"""Errors that no retry can mend."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an attempt came to. `retry_at` is None when the delivery is settled.

    `is_contagious`: it failed for a reason that the next delivery may meet as well.
    """

    error: Exception | None = None
    retry_at: datetime | None = None
    is_contagious: bool = False


DONE = Verdict()


@dataclass(frozen=True, slots=True)
class Undone:
    """A shared transaction that was rolled back, and the delivery that failed in it."""

    culprit: Delivery | None
    error: Exception


class Deliverer:
    """Runs handlers. Never raises for a handler's failure."""

    def __init__(
        self,
        config: EventBusConfig,
        clock: Clock,
        uow: UnitOfWork | None,
        metrics: BusMetrics,
        watchdog: Watchdog,
        announce: Announcements,
    ) -> None:
        self._config = config
        self._clock = clock
        self._uow = uow
        self._metrics = metrics
        self._watchdog = watchdog
        self._announce = announce
        self.tracer: Tracer | None = find_tracer()
        self.observer: Observer = NoObserver()
        self.recording = asyncio.Lock()
        """Held while a failure is written down. Who frees or fetches what has failed holds it
        too: what was read before a death must not be acted on after it."""

    def is_persisted(self, delivery: Delivery) -> bool:
        """Does this delivery survive a crash?"""
        return (
            self._uow is not None
            and delivery.event.durability is Durability.DURABLE
            and delivery.subscription.scope is Scope.ONCE_PER_CLUSTER
        )

    async def attempt(self, delivery: Delivery, *, is_trial: bool = False) -> Verdict:
        """Call the handler. A delivery that is given up has its dead letter written.

        A trial of a breaker that fails is not counted as an attempt of the delivery. Raises
        the database's errors when it cannot be told what has happened.
        """
        if delivery.is_suspect and not await self._enter_quarantine(delivery):
            return DONE
        started = perf_counter()
        try:
            await self._call(delivery)
        except Exception as error:  # noqa: BLE001 - isolation: one handler's failure is never another's
            self.observer.handled(delivery, perf_counter() - started, error)
            return await self.fail(delivery, error, is_trial=is_trial)
        seconds = perf_counter() - started
        self._metrics.tally(delivery.subscription.name).succeeded(seconds)
        self.observer.handled(delivery, seconds, None)
        return DONE

    async def attempt_together(self, group: Sequence[Delivery]) -> Undone | None:
        """Apply several effects of one subscription in one transaction.

        None when all have happened. Else none has, and it tells which handler was to blame,
        if one was: for what the database refused, or what took long, it may be the company.
        The others are to be attempted by themselves.
        """
        if self._uow is None:
            return Undone(None, GiveUpError("no database", group[0].subscription.name))
        times: list[tuple[Delivery, float]] = []
        current: Delivery | None = None
        try:
            async with self._uow() as tx:
                for delivery in await self._enter_inbox(tx, group):
                    started, current = perf_counter(), delivery
                    with self._watched(delivery, GROUP_SECONDS):
                        await self._apply(delivery, tx)
                    times.append((delivery, perf_counter() - started))
                    current = None
        except Exception as error:  # noqa: BLE001 - isolation, as in `attempt`
            if current is None or isinstance(error, DatabaseError | TimeoutError):
                return Undone(None, error)
            self.observer.handled(current, 0.0, error)
            return Undone(current, error)
        tally = self._metrics.tally(group[0].subscription.name)
        for delivery, seconds in times:
            tally.succeeded(seconds)
            self.observer.handled(delivery, seconds, None)
        return None

    async def park(self, delivery: Delivery) -> None:
        """Put a delivery behind the dead letter of its sequence."""
        await self._record(delivery, deliveries.PARKED, None, Failure("behind a dead letter"))

    # -- calling ------------------------------------------------------------------------

    @contextmanager
    def _watched(self, delivery: Delivery, at_most: float = math.inf) -> Iterator[None]:
        """Act for the event, no longer than allowed. A cancelled handler becomes a failed one."""
        subscription, event = delivery.subscription, delivery.event
        allowed = subscription.timeout_seconds or self._config.handler_timeout_seconds
        allowed = min(allowed, at_most)
        watch = self._watchdog.watch(allowed)
        token = begin_handling(event)
        try:
            if self.tracer is None:
                yield
            else:
                with self.tracer.processing(event, subscription.name, delivery.attempts + 1):
                    yield
        except asyncio.CancelledError:
            if watch.was_only_late():
                raise TimeoutError(f"took longer than {allowed} s") from None
            if watch.is_cancelled:
                raise
            message = "what it waited for was cancelled"
            raise EventHandlingError(message, subscription.name, event.event_id) from None
        finally:
            end_handling(token)
            self._watchdog.leave(watch)

    async def _call(self, delivery: Delivery) -> None:
        subscription, event = delivery.subscription, delivery.event
        if subscription.handle is not None:
            with self._watched(delivery):
                await subscription.handle(event)
            if delivery.is_plain or not self.is_persisted(delivery) or self._uow is None:
                return
            async with self._uow() as tx:
                await deliveries.forget(tx, subscription.name, event.event_id)
            return
        if self._uow is None:
            raise GiveUpError("an effect needs a database", subscription.name, event.event_id)
        async with self._uow() as tx:
            # Waiting for the database is not the handler's time: its deadline begins here.
            if await self._enter_inbox(tx, [delivery]):
                with self._watched(delivery):
                    await self._apply(delivery, tx)
            if not delivery.is_plain:
                await deliveries.forget(tx, subscription.name, event.event_id)

    async def _enter_inbox(self, tx: Transaction, group: Sequence[Delivery]) -> list[Delivery]:
        name = group[0].subscription.name
        ids = [delivery.event.event_id for delivery in group]
        entered = await deliveries.enter_inbox(tx, name, ids, tx.now)
        if len(entered) == len(group):
            return list(group)
        self._metrics.tally(name).duplicates += len(group) - len(entered)
        return [delivery for delivery in group if delivery.event.event_id in entered]

    async def _apply(self, delivery: Delivery, tx: Transaction) -> None:
        handler = delivery.subscription.handle_in_transaction
        if handler is None:
            raise GiveUpError("no handler", delivery.subscription.name, delivery.event.event_id)
        await handler(delivery.event, tx)

    async def _enter_quarantine(self, delivery: Delivery) -> bool:
        """Count the attempt before the call: this event may be what killed the process.

        False when it has had its chances: it is a dead letter now.
        """
        if delivery.attempts > self._config.max_retry_attempts:
            error = EventHandlingError(
                "the process died while this event was handled", delivery.subscription.name
            )
            await self._give_up(delivery, error)
            return False
        delivery.attempts += 1
        failure = Failure("attempted after a crash; no end of it was seen")
        state = deliveries.REPLAY if delivery.is_replay else deliveries.RETRY
        await self._record(delivery, state, self._clock.now(), failure)
        return True

    # -- failing ------------------------------------------------------------------------

    async def fail(
        self, delivery: Delivery, error: Exception, *, is_trial: bool = False
    ) -> Verdict:
        """An attempt has failed: when to try again, or the dead letter. Raises as `attempt`."""
        is_patient = isinstance(error, RetryAfterError)
        # A suspect's attempt was counted before the call.
        attempts = delivery.attempts - delivery.is_suspect + (not (is_patient or is_trial))
        is_final = isinstance(error, PERMANENT) or attempts > self._config.max_retry_attempts
        if is_final:
            await self._give_up(delivery, error)
            return Verdict(error, is_contagious=not isinstance(error, PERMANENT))
        next_at = self._clock.now() + delay(attempts, error, self._config.retry_delay_seconds)
        if attempts > 1 or is_patient or delivery.is_replay:
            state = deliveries.REPLAY if delivery.is_replay else deliveries.RETRY
            await self._record(delivery, state, next_at, Failure.of(error), attempts)
        # Counted only now: what cannot be written down was the database's failure.
        delivery.attempts = attempts
        self._count_failure(delivery, error, is_final=False)
        return Verdict(error, next_at, is_contagious=not is_patient)

    async def _give_up(self, delivery: Delivery, error: Exception) -> None:
        attempts = delivery.attempts + (not delivery.is_suspect)
        delivery.is_dead = await self._record(
            delivery, deliveries.DEAD, None, Failure.of(error), attempts
        )
        delivery.attempts = attempts
        self._count_failure(delivery, error, is_final=True)

    def _count_failure(self, delivery: Delivery, error: Exception, *, is_final: bool) -> None:
        self._metrics.failed(delivery.subscription.name, is_dead=is_final)
        log.warning(
            "delivery.failed",
            subscription=delivery.subscription.name,
            event_type=delivery.event.event_type,
            event_id=str(delivery.event.event_id),
            attempt=delivery.attempts,
            final=is_final,
            error=type(error).__name__,
            exc_info=error if is_final else None,
        )
        self._announce.handler_failed(delivery, error, is_final=is_final)

    async def _record(
        self,
        delivery: Delivery,
        state: str,
        next_at: datetime | None,
        failure: Failure,
        attempts: int | None = None,
    ) -> bool:
        """False when there is nothing to write down."""
        if not self.is_persisted(delivery) or self._uow is None:
            return False
        unfinished = deliveries.Unfinished(
            event_id=delivery.event.event_id,
            subscription=delivery.subscription.name,
            key=delivery.key,
            state=state,
            attempts=delivery.attempts if attempts is None else attempts,
            next_at=next_at,
        )
        async with self.recording, self._uow() as tx:
            if await deliveries.is_in_inbox(tx, unfinished.subscription, unfinished.event_id):
                # It did commit, only the answer was lost.
                await deliveries.forget(tx, unfinished.subscription, unfinished.event_id)
                return False
            await deliveries.record(tx, unfinished, failure, tx.now)
        return True
