"""Effects happen once, whatever dies, repeats itself or is not heard."""

from __future__ import annotations

from uuid import UUID

import pytest

from domains.core import PointsAwardedEvent, PointsDeductedEvent, Transaction, effect
from domains.core.store.tables import event_log
from domains.core.testing import AnswerLostError, BusHarness, FaultPlan, Point, ProcessDied
from tests.core.contract.stage import Stage, logged, noting, pending, points, unfinished


async def chain(event: PointsAwardedEvent, tx: Transaction) -> None:
    """Its published event tells in the log how often it ran."""
    tx.publish(
        PointsDeductedEvent(
            user_id=event.user_id, points_amount=event.points_amount, action_type="chain"
        )
    )


CHAIN = effect("test.chain", PointsAwardedEvent, chain)


async def effects(kit: BusHarness) -> list[int]:
    """What the handler has left in the log, in order."""
    return [
        each["data"]["points_amount"]
        for each in await logged(kit)
        if each["type"] == PointsDeductedEvent.event_type
    ]


@pytest.mark.parametrize("point", list(Point))
async def test_a_crash_in_a_handler_neither_loses_nor_repeats(stage: Stage, point: Point) -> None:
    kit = await stage.open(FaultPlan().crash("test.chain", point))
    await kit.start([CHAIN])
    async with kit.kernel.uow() as tx:
        tx.publish(points(1))
        tx.publish(points(2))
    await kit.settle()
    assert kit.faults.is_dead
    await kit.restart()
    await kit.settle()
    assert await effects(kit) == [1, 2]
    assert await pending(kit) == 0


@pytest.mark.parametrize("step", range(1, 13))
async def test_a_crash_of_the_publisher_stores_all_or_nothing(stage: Stage, step: int) -> None:
    kit = await stage.open()
    await kit.start([CHAIN])
    kit.faults.crash_after(step)
    answered = True
    try:
        async with kit.kernel.uow() as tx:
            tx.publish(points(1))
            tx.publish(points(2))
    except ProcessDied:
        answered = False
    await kit.settle()
    await kit.restart()
    await kit.settle()
    done = await effects(kit)
    assert done in ([1, 2], [])
    assert done == [1, 2] or not answered
    assert await pending(kit) == 0


async def test_a_second_delivery_finds_the_effect_and_does_nothing(stage: Stage) -> None:
    kit = await stage.open()
    await kit.start([CHAIN])
    await kit.publish(points(1))
    await kit.settle()
    async with kit.kernel.uow() as tx:  # as if its completion had never been written
        nobody = event_log.update().where(event_log.c.event_type == points().event_type)
        await tx.execute(nobody.values(pending=True, owner=UUID(int=0)))
    await kit.restart()
    await kit.settle()
    assert await effects(kit) == [1]
    assert (await kit.bus.get_subscription_health())["test.chain"]["duplicates"] == 1
    assert await pending(kit) == 0


async def test_a_commit_that_was_not_heard_is_not_done_again(stage: Stage) -> None:
    kit = await stage.open(max_retry_attempts=0)
    await kit.start([CHAIN])
    async with kit.kernel.uow() as tx:
        tx.publish(points(1))
    kit.faults.answers_to_lose = 1
    await kit.advance("5m")
    await kit.publish(points(2))
    await kit.advance("5m")
    assert await effects(kit) == [1, 2]
    assert await unfinished(kit) == []


async def test_a_publisher_that_heard_no_answer_has_published_once(stage: Stage) -> None:
    kit = await stage.open()
    await kit.start([CHAIN])
    kit.faults.answers_to_lose = 1
    with pytest.raises(AnswerLostError):
        await kit.publish(points(1))
    await kit.advance("5m")
    assert await effects(kit) == [1]


async def test_an_outage_burns_no_attempts_and_loses_nothing(stage: Stage) -> None:
    kit = await stage.open(max_retry_attempts=0)
    seen: list[int] = []
    await kit.start([noting(seen)])
    async with kit.kernel.uow() as tx:
        for amount in (1, 2, 3):
            tx.publish(points(amount))
    kit.faults.is_away = True
    await kit.advance("10m")
    assert seen == []
    kit.faults.is_away = False
    await kit.advance("5m")
    assert seen == [1, 2, 3]
    assert await unfinished(kit) == []
    assert await pending(kit) == 0
