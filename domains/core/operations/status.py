"""The bus at a glance: who is alive, what waits, how old it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from domains.core.bus.subscription import Scope, Subscription
from domains.core.clock import Clock
from domains.core.database import Database
from domains.core.operations.model import (
    Instance,
    Lag,
    LagReport,
    PartitionOwner,
    Pause,
    Status,
    SubscriptionTrouble,
)
from domains.core.store import inspection
from domains.core.store.deliveries import DEAD, PARKED, REPLAY, RETRY
from domains.core.store.instances import LEASE


class Overview:
    """Counts rows; changes none."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def status(self) -> Status:
        """Everything at one instant, as the database knows it."""
        now = self._clock.now()
        async with self._database.reading() as connection:
            backlog = await inspection.backlog(connection)
            scheduled = await inspection.scheduled(connection)
            return Status(
                at=now,
                instances=_instances(await inspection.instances(connection), now),
                pending=backlog.pending,
                oldest_pending_seconds=_age(backlog.oldest_at, now),
                oldest_untried_seconds=_age(await inspection.oldest_untried(connection), now),
                subscriptions=_troubles(await inspection.troubles(connection)),
                paused=tuple(Pause(**row._mapping) for row in await inspection.pauses(connection)),
                scheduled=scheduled.number,
                next_scheduled_at=scheduled.next_at,
                partitions=tuple(
                    PartitionOwner(**row._mapping)
                    for row in await inspection.partitions(connection)
                ),
            )

    async def lag(self, subscriptions: Collection[Subscription]) -> LagReport:
        """How far each subscription and each partition is behind."""
        now = self._clock.now()
        async with self._database.reading() as connection:
            types = await inspection.backlog_by_type(connection)
            handled = await inspection.handled_of_backlog(connection)
            shares = await inspection.backlog_by_partition(connection)
        done = {row.subscription: row.handled for row in handled}
        return LagReport(
            subscriptions=tuple(
                _lag(subscription, types, done.get(subscription.name, 0), now)
                for subscription in subscriptions
                if subscription.scope is Scope.ONCE_PER_CLUSTER  # others keep nothing pending
            ),
            partitions=tuple(
                Lag(str(row.partition), row.pending, _age(row.oldest_at, now)) for row in shares
            ),
        )


def _lag(subscription: Subscription, types: Sequence[Any], done: int, now: datetime) -> Lag:
    heard = [row for row in types if subscription.matches(row.event_type)]
    pending = max(0, sum(row.pending for row in heard) - done)
    oldest = min((row.oldest_at for row in heard), default=None) if pending else None
    return Lag(subscription.name, pending, _age(oldest, now))


def _instances(rows: Iterable[Any], now: datetime) -> tuple[Instance, ...]:
    return tuple(
        Instance(
            instance_id=row.instance_id,
            host=row.host.partition("/")[0],
            pid=row.pid,
            silent_seconds=(now - row.alive_at).total_seconds(),
            holds_lease=row.alive_at >= now - LEASE,
        )
        for row in rows
    )


def _troubles(rows: Iterable[Any]) -> tuple[SubscriptionTrouble, ...]:
    numbers: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row.state in {RETRY, REPLAY, DEAD, PARKED}:
            numbers[row.subscription][row.state] = row.number
    return tuple(SubscriptionTrouble(name, **states) for name, states in numbers.items())


def _age(instant: datetime | None, now: datetime) -> float | None:
    return None if instant is None else max(0.0, (now - instant).total_seconds())
