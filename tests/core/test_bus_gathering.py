"""Events published at once share a commit, and each publisher learns of its own event alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from domains.core import EventBusConfig, Kernel, PointsAwardedEvent
from domains.core.clock import VirtualClock
from domains.core.interfaces import EventTooLargeError
from domains.core.store.tables import event_log
from domains.core.unit_of_work import NestedUnitOfWorkError
from tests.core.test_bus import points

LONG = "x" * 500


@pytest.fixture
async def kernel(prepared_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(prepared_url, clock, EventBusConfig(max_event_bytes=700))
    await kernel.bus.initialize()
    yield kernel
    await kernel.close()


async def stored(kernel: Kernel) -> list[int]:
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(event_log.c.key).order_by(event_log.c.seq))
        return [int(key) for key in rows.scalars() if key.isdigit()]


async def test_all_that_come_at_once_are_stored_in_order(kernel: Kernel) -> None:
    results = await asyncio.gather(*(kernel.bus.publish(points(n, 1)) for n in range(1, 301)))
    assert results == [True] * 300
    assert await stored(kernel) == list(range(1, 301))


async def test_one_that_is_refused_takes_nobody_along(kernel: Kernel) -> None:
    def event(number: int) -> PointsAwardedEvent:
        return PointsAwardedEvent(
            user_id=number, points_amount=1, action_type="t", note=LONG if number == 5 else None
        )

    results = await asyncio.gather(
        *(kernel.bus.publish(event(number)) for number in range(1, 11)), return_exceptions=True
    )
    assert [isinstance(result, EventTooLargeError) for result in results] == [
        number == 5 for number in range(1, 11)
    ]
    assert sorted(await stored(kernel)) == [1, 2, 3, 4, 6, 7, 8, 9, 10]


async def test_who_gives_up_leaves_the_others_alone(kernel: Kernel) -> None:
    publishing = [
        asyncio.ensure_future(kernel.bus.publish(points(number, 1))) for number in range(1, 11)
    ]
    await asyncio.sleep(0)
    publishing[6].cancel()
    results = await asyncio.gather(*publishing, return_exceptions=True)
    gave_up = results.pop(6)  # SQLite, which never waits, has stored it before
    assert gave_up is True or isinstance(gave_up, asyncio.CancelledError)
    assert results == [True] * 9
    assert set(await stored(kernel)) >= set(range(1, 11)) - {7}


async def test_inside_a_unit_of_work_it_is_refused_and_not_waited_for(kernel: Kernel) -> None:
    async with kernel.uow():
        with pytest.raises(NestedUnitOfWorkError):
            async with asyncio.timeout(5):
                await kernel.bus.publish(points(1, 1))
