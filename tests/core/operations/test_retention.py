"""Finished events of long ago may be forgotten; what somebody could still mend may not."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from domains.core import Kernel, PointsAwardedEvent
from domains.core.clock import VirtualClock
from domains.core.operations.model import Pruned
from domains.core.operations.service import Operations
from domains.core.store.dead_letters import LetterFilter
from domains.core.store.tables import event_log, inbox, saga
from tests.core.operations.conftest import STEADY, Modules, beat
from tests.core.operations.test_dead_letters import publish

YEAR = 365 * 86_400
EVENT = PointsAwardedEvent.event_type


async def awards(kernel: Kernel) -> int:
    """Events of the test in the log: hours and days pass too."""
    query = sa.select(sa.func.count()).where(event_log.c.event_type == EVENT)
    async with kernel.uow.reading() as tx:
        return int(await tx.scalar(query))


async def handled(kernel: Kernel) -> int:
    query = sa.select(sa.func.count()).where(inbox.c.subscription == STEADY)
    async with kernel.uow.reading() as tx:
        return int(await tx.scalar(query))


async def test_only_what_is_old_and_finished_is_forgotten(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    modules.broken = {2}
    await publish(kernel, 1, 2)
    await publish(kernel, 3, user_id=8)
    clock.advance(YEAR)
    await publish(kernel, 4, user_id=8)
    before = clock.now()

    assert await operations.retention.plan(before) == Pruned(events=2, kept=1)
    assert await awards(kernel) == await handled(kernel) == 4
    assert await operations.retention.prune(before) == Pruned(events=2, kept=1)
    assert await operations.retention.prune(before) == Pruned(events=0, kept=1)

    assert await awards(kernel) == await handled(kernel) == 2
    modules.broken = set()
    await operations.dead_letters.replay(LetterFilter())
    await beat(kernel, clock)
    assert modules.fragile == [1, 3, 4, 2]  # who failed a year ago is mended now
    assert await operations.retention.prune(before) == Pruned(events=1, kept=0)


async def test_many_pages_of_the_log_are_forgotten_and_told(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    await publish(kernel, *range(1, 1_202))
    before = clock.now() + timedelta(seconds=1)
    told: list[int] = []
    pruned = await operations.retention.prune(before, told.append)
    assert (pruned.events, told) == (1_201, [500, 500, 201])
    assert await awards(kernel) == await handled(kernel) == 0
    assert len(modules.steady) == 1_201


async def test_sagas_that_ended_are_forgotten_and_open_ones_are_not(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    old = clock.now()
    common = {"saga": "test", "version": 1, "step": "done", "state": "{}", "started_at": old}
    async with kernel.uow() as tx:
        rows = [
            {**common, "saga_id": "ended", "changed_at": old, "ended_at": old},
            {**common, "saga_id": "open", "changed_at": old, "ended_at": None},
        ]
        await tx.execute(sa.insert(saga), rows)
    clock.advance(YEAR)
    pruned = await operations.retention.prune(clock.now())
    assert pruned.sagas == 1
    async with kernel.uow.reading() as tx:
        assert await tx.scalar(sa.select(saga.c.saga_id)) == "open"
