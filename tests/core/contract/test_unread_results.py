"""A handler that fails with a result unread leaves no statement open."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa

from domains.core import PointsAwardedEvent, Transaction, effect
from domains.core.store.tables import inbox
from tests.core.contract.stage import Stage, pending, points


async def test_the_next_commit_does_not_meet_it(stage: Stage) -> None:
    kit = await stage.open(max_retry_attempts=0)
    done: list[int] = []

    async def write(event: PointsAwardedEvent, tx: Transaction) -> None:
        rows = [{"subscription": "x", "event_id": uuid4(), "handled_at": tx.now} for _ in range(3)]
        unread = await tx.execute(sa.insert(inbox).values(rows).returning(inbox.c.event_id))
        if event.points_amount == 1:
            raise ConnectionError(unread)
        done.append(event.points_amount)

    await kit.start([effect("test.write", PointsAwardedEvent, write)])
    await kit.publish(points(1, 1))
    await kit.settle()
    await kit.publish(points(2, 2))
    await kit.settle()
    assert done == [2]
    assert await pending(kit) == 0
