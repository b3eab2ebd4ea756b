"""An event that kills the process is found out, and costs nobody else anything."""

from __future__ import annotations

from domains.core import PointsAwardedEvent, Transaction, effect
from tests.core.contract.stage import Stage, pending, points, unfinished


async def test_what_kills_the_process_again_and_again_becomes_a_dead_letter(
    stage: Stage,
) -> None:
    kit = await stage.open(max_retry_attempts=2)
    calls: list[int] = []

    async def work(event: PointsAwardedEvent, tx: Transaction) -> None:
        calls.append(event.points_amount)
        if event.points_amount == 666:
            kit.faults.die()

    await kit.start([effect("test.work", PointsAwardedEvent, work)])
    async with kit.kernel.uow() as tx:
        tx.publish(points(666, 6))
        tx.publish(points(1, 1))
    lives = 1
    for _ in range(20):
        await kit.settle()
        if not kit.faults.is_dead:
            break
        lives += 1
        await kit.restart()
    assert not kit.faults.is_dead
    await kit.settle()
    assert 1 in calls
    assert [(name, state) for name, state, _ in await unfinished(kit)] == [("test.work", "dead")]
    assert lives - 1 == calls.count(666) <= 6
    assert await pending(kit) == 0
