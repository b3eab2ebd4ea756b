"""Too large, too many: refused by type, waited for, or left in the log."""

from __future__ import annotations

import pytest

from domains.core import EventBusError
from domains.core.interfaces import EventOverloadError
from tests.core.contract.stage import Stage, logged, noting, points


async def test_an_event_too_large_for_the_wire_is_refused_and_nothing_is_stored(
    stage: Stage,
) -> None:
    kit = await stage.open(max_event_bytes=600)
    seen: list[int] = []
    await kit.start([noting(seen)])
    with pytest.raises(EventBusError) as caught:
        await kit.bus.publish(points(1, note="x" * 500))
    assert type(caught.value).__name__ == "EventTooLargeError"
    await kit.publish(points(2))
    await kit.settle()
    assert seen == [2]
    assert len(await logged(kit)) == 1


async def test_in_a_transaction_one_too_large_takes_the_others_with_it(stage: Stage) -> None:
    kit = await stage.open(max_event_bytes=600)
    seen: list[int] = []
    await kit.start([noting(seen)])
    with pytest.raises(EventBusError):
        async with kit.kernel.uow() as tx:
            tx.publish(points(1))
            tx.publish(points(2, note="x" * 500))
    await kit.settle()
    assert (seen, await logged(kit)) == ([], [])


async def test_more_than_memory_may_hold_is_all_handled_in_order(stage: Stage) -> None:
    kit = await stage.open(max_backlog_events=10)
    seen: list[int] = []
    await kit.start([noting(seen)])
    async with kit.kernel.uow() as tx:
        for number in range(1, 201):
            tx.publish(points(number))
    await kit.advance("2m")
    assert seen == list(range(1, 201))


async def test_p34_8_more_than_a_second_may_bring_is_refused_until_the_next(stage: Stage) -> None:
    kit = await stage.open(max_publishes_per_second=3)
    seen: list[int] = []
    await kit.start([noting(seen)])
    for number in range(1, 4):
        assert await kit.bus.publish(points(number))
    for publish in (kit.bus.publish, kit.bus.publish_and_wait):
        with pytest.raises(EventOverloadError):
            await publish(points(4))
    async with kit.kernel.uow() as tx:
        tx.publish(points(5))  # a part of the state that it changes
    await kit.advance("1s")
    assert await kit.bus.publish(points(6))
    await kit.settle()
    assert seen == [1, 2, 3, 5, 6]
