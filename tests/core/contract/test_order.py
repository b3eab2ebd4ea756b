"""FIFO for each key, through failures, dead letters and restarts; other keys flow."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from domains.core import DomainError, PointsAwardedEvent, PointsDeductedEvent, Transaction, effect
from domains.core.testing import FaultPlan
from tests.core.contract.stage import Stage, logged, noting, pending, points, unfinished


async def test_a_key_waits_behind_its_failing_head_and_others_flow(stage: Stage) -> None:
    kit = await stage.open()
    done: list[tuple[int, int]] = []
    is_broken = True

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        if is_broken and (event.user_id, event.points_amount) == (7, 1):
            raise ConnectionError
        done.append((event.user_id, event.points_amount))

    await kit.start([effect("test.note", PointsAwardedEvent, note)])
    for amount in (1, 2, 3):
        await kit.publish(points(amount, 7), points(amount, 8))
    await kit.settle()
    assert done == [(8, 1), (8, 2), (8, 3)]
    is_broken = False
    await kit.advance("1m")
    assert done[3:] == [(7, 1), (7, 2), (7, 3)]
    assert await pending(kit) == 0


async def test_behind_a_dead_letter_its_sequence_parks_and_no_other(stage: Stage) -> None:
    plan = FaultPlan().fail("test.note", DomainError())
    kit = await stage.open(plan)
    seen: list[int] = []
    other: list[int] = []
    await kit.start([noting(seen), noting(other, "other.note")])
    await kit.publish(points(1), points(2))
    await kit.settle()
    await kit.publish(points(3, 8))
    await kit.settle()
    assert (seen, other) == ([3], [1, 2, 3])
    assert await unfinished(kit) == [("test.note", "dead", 1), ("test.note", "parked", 0)]
    await kit.restart()
    await kit.publish(points(4))
    await kit.settle()
    assert seen == [3]
    assert [state for _, state, _ in await unfinished(kit)] == ["dead", "parked", "parked"]


@pytest.mark.parametrize("concurrency", [1, 3, 100])
async def test_order_holds_however_many_work_and_however_many_fail(
    stage: Stage, concurrency: int
) -> None:
    luck = random.Random(concurrency)
    kit = await stage.open(max_concurrent_handlers=concurrency, max_retry_attempts=50)

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        if luck.random() < 0.15:
            raise ConnectionError
        tx.publish(  # in the log, since a list would also remember what is rolled back
            PointsDeductedEvent(
                user_id=event.user_id, points_amount=event.points_amount, action_type="test"
            )
        )

    await kit.start([effect("test.note", PointsAwardedEvent, note)])
    async with kit.kernel.uow() as tx:
        for number in range(1, 201):
            tx.publish(points(number, number % 10 + 1))
    await kit.advance("2m")
    done: defaultdict[int, list[int]] = defaultdict(list)
    for each in await logged(kit):
        if each["type"] == PointsDeductedEvent.event_type:
            done[each["data"]["user_id"]].append(each["data"]["points_amount"])
    assert sum(map(len, done.values())) == 200
    assert all(numbers == sorted(numbers) for numbers in done.values())


async def test_what_waits_for_a_retry_is_not_overtaken_by_what_comes_after_a_restart(
    stage: Stage,
) -> None:
    plan = FaultPlan().fail("test.note", calls=[1, 2])
    kit = await stage.open(plan)
    seen: list[int] = []
    await kit.start([noting(seen)])
    await kit.publish(points(1), points(2))
    await kit.settle()
    await kit.advance(0.1)
    await kit.restart()
    await kit.publish(points(3))
    await kit.advance("1m")
    assert seen == [1, 2, 3]
