"""What the contract's tests are made of: stores, handlers, questions to the log."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from domains.core import (
    BaseEventHandler,
    EventType,
    IEvent,
    PointsAwardedEvent,
    Subscription,
    Transaction,
    effect,
)
from domains.core.events import default_factory
from domains.core.store.event_store import SqlEventStore
from domains.core.store.tables import delivery, event_log
from domains.core.testing import BusHarness, FaultPlan

STORES = {
    "memory": None,
    "sqlite": "prepared_sqlite_url",
    "postgresql": "prepared_postgres_url",
}
"""Where events are kept, and the fixture that prepares it."""

WIDE = ("alone", "redis")
"""With RedisEventBus at hand: ("alone", "redis")."""


class OpenKit(Protocol):
    """Opens a harness that is configured; nothing is subscribed and nothing runs."""

    def __call__(
        self, faults: FaultPlan | None = None, **config: Any
    ) -> Awaitable[BusHarness]: ...


@dataclass(frozen=True)
class Stage:
    """Where a test plays."""

    url: str
    open: OpenKit


class Counting(BaseEventHandler):
    """Hears points; fails as often as it is told to, then always succeeds."""

    def __init__(self, *failures: BaseException | bool, name: str = "counting") -> None:
        super().__init__("test", name)
        self.add_supported_event_type(EventType.POINTS_AWARDED)
        self.failures = list(failures)
        self.seen: list[int] = []

    async def _process_event(self, event: IEvent) -> bool:
        self.seen.append(event.payload["points_amount"])
        if not self.failures:
            return True
        failure = self.failures.pop(0)
        if isinstance(failure, BaseException):
            raise failure
        return failure


class Always(Counting):
    """Fails in the same way for ever."""

    def __init__(self, failure: BaseException | bool, name: str = "always") -> None:
        super().__init__(name=name)
        self.failure = failure

    async def _process_event(self, event: IEvent) -> bool:
        self.failures = [self.failure]
        return await super()._process_event(event)


def points(amount: int = 5, user_id: int = 7, **envelope: Any) -> PointsAwardedEvent:
    return PointsAwardedEvent(
        user_id=user_id, points_amount=amount, action_type="test", **envelope
    )


def noting(seen: list[int], name: str = "test.note") -> Subscription:
    """An effect that writes the amounts down."""

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        seen.append(event.points_amount)

    return effect(name, PointsAwardedEvent, note)


async def gathered(*work: Callable[[], Awaitable[Any]]) -> list[Any]:
    """All at once."""
    return list(await asyncio.gather(*(each() for each in work)))


async def pending(kit: BusHarness) -> int:
    """Events that somebody still has to handle."""
    query = sa.select(sa.func.count()).select_from(event_log).where(event_log.c.pending)
    async with kit.kernel.uow.reading() as tx:
        return int(await tx.scalar(query))


async def logged(kit: BusHarness) -> list[dict[str, Any]]:
    """Every stored envelope, in the order stored."""
    async with kit.kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(event_log.c.wire).order_by(event_log.c.seq))
        return [json.loads(wire) for wire in rows.scalars()]


async def unfinished(kit: BusHarness) -> list[tuple[str, str, int]]:
    """Subscription, state and attempts of every delivery that failed or waits."""
    columns = (delivery.c.subscription, delivery.c.state, delivery.c.attempts)
    query = sa.select(*columns).order_by(delivery.c.state, delivery.c.subscription)
    async with kit.kernel.uow.reading() as tx:
        return [tuple(row) for row in await tx.execute(query)]


def history(kit: BusHarness) -> SqlEventStore:
    """The log, to be asked and replayed."""
    return SqlEventStore(kit.kernel.database, default_factory(), kit.bus.instance_id)
