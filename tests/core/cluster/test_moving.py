"""While a partition changes hands it is never anybody's by mistake."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from uuid import uuid4

import pytest
import sqlalchemy as sa

from domains.core import EventBusConfig, Kernel, PointsAwardedEvent, effect
from domains.core.bus.durable import Durable
from domains.core.clock import SystemClock
from domains.core.store.event_log import Mine
from domains.core.store.partitions import PARTITIONS, Assignment, wanted_owner
from domains.core.store.tables import instance
from domains.core.unit_of_work import Transaction


async def apply(event: PointsAwardedEvent, tx: Transaction) -> None:
    """Nothing: only that it was called matters."""


@pytest.fixture
async def kernel(prepared_postgres_url: str, redis_url: str) -> AsyncIterator[Kernel]:
    config = EventBusConfig(redis_url=redis_url)
    kernel = Kernel.open(prepared_postgres_url, SystemClock(), config, with_redis=True)
    kernel.bus.add([effect("test.apply", PointsAwardedEvent, apply)])
    await kernel.bus.initialize()
    yield kernel
    await kernel.close()


def durable_of(kernel: Kernel) -> Durable:
    durable = kernel.bus.engine.durable
    assert durable is not None
    return durable


async def test_what_nobody_holds_is_its_next_holders_and_not_ours(kernel: Kernel) -> None:
    cluster = kernel.bus.engine.cluster
    sharing = {cluster.me, uuid4()}

    async def let_go(_leaving: Collection[int]) -> bool:
        return True

    # The other one is about to take what was released a moment ago.
    ours = {n: cluster.me for n in range(PARTITIONS) if wanted_owner(n, sharing) == cluster.me}
    await cluster.adjust(Assignment(ours, frozenset()), sharing, let_go)

    assert 0 < len(ours) < PARTITIONS
    for number in range(PARTITIONS):
        assert cluster.owner_of(number) == wanted_owner(number, sharing)


async def test_a_late_beat_does_not_bring_back_who_has_left(kernel: Kernel) -> None:
    await kernel.bus.shutdown()
    await durable_of(kernel).recovery.beat()
    async with kernel.uow.reading() as tx:
        assert (await tx.execute(sa.select(instance))).all() == []
    await kernel.bus.initialize()
    async with kernel.uow.reading() as tx:
        assert len((await tx.execute(sa.select(instance))).all()) == 1


async def test_what_was_read_for_a_partition_that_has_left_meanwhile_is_not_taken(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    durable, cluster = durable_of(kernel), kernel.bus.engine.cluster
    kernel.bus.engine.gates.pause({"test.apply"})
    event = PointsAwardedEvent(user_id=7, points_amount=1, action_type="test")
    await kernel.bus.publish(event)
    durable.custody.start_over()
    looks = iter([Mine(cluster.me, frozenset(range(PARTITIONS))), Mine(cluster.me, frozenset())])
    monkeypatch.setattr(durable.fetcher, "_mine", lambda: next(looks))

    assert await durable.fetcher.fetch([event.key])

    assert kernel.bus.engine.lanes.backlog == 0
