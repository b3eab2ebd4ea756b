"""The durable benchmarks do the work that they claim to measure."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from domains.core import EventBusConfig, Kernel, PointsAwardedEvent, effect
from domains.core.store.tables import event_log
from tests.benchmarks import durable_handle, durable_publish, end_to_end, state
from tests.benchmarks.limits import bare_asyncpg, bare_sqlite


@pytest.fixture
async def opened(prepared_url: str) -> AsyncIterator[Kernel]:
    config = EventBusConfig(max_concurrent_handlers=state.AT_ONCE)
    async with state.kernel(prepared_url, config) as kernel:
        yield kernel


@pytest.mark.parametrize("contestant", [durable_publish.with_the_bus, durable_publish.by_hand])
async def test_a_publication_credits_and_logs(opened: Kernel, contestant: object) -> None:
    await opened.bus.initialize()
    run = await contestant(opened, 20)  # type: ignore[operator]
    assert run.count == 20
    assert await state.total(opened) == 200
    assert await durable_publish.logged(opened) == 20


async def test_the_row_written_by_hand_is_the_one_that_the_bus_writes(opened: Kernel) -> None:
    await opened.bus.initialize()
    (event,) = state.awards(1)
    by_hand = durable_publish.row_of(opened, event)
    await opened.bus.publish(event)
    async with opened.database.reading() as connection:
        (row,) = await connection.execute(sa.select(event_log))
    by_bus = dict(row._mapping)
    assert by_bus.pop("seq") > 0
    for one in by_hand, by_bus:
        wire = json.loads(one.pop("wire"))
        assert wire.pop("time")
        assert one.pop("occurred_at")
        one["wire"] = wire
    assert by_hand == by_bus


async def test_the_drivers_alone_credit_and_log(opened: Kernel, prepared_url: str) -> None:
    bare = bare_sqlite if opened.database.dialect == "sqlite" else bare_asyncpg
    await opened.bus.initialize()
    await durable_publish.by_driver(opened, bare(prepared_url), 20)
    assert await state.total(opened) == 200
    assert await durable_publish.logged(opened) == 20


async def test_the_backlog_is_handled_once_by_each_contestant(opened: Kernel) -> None:
    opened.bus.add([effect("bench.credit", PointsAwardedEvent, durable_handle.handle)])
    await opened.bus.initialize()
    await durable_handle.by_the_bus(opened, 20)
    assert await state.total(opened) == 200
    await durable_handle.bare(opened, 20)
    assert await state.total(opened) == 400


async def test_end_to_end_waits_for_the_last_handler(
    opened: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(end_to_end, "SATURATED_EVENTS", 20)
    monkeypatch.setattr(end_to_end, "PACED_SECONDS", 0.02)
    opened.bus.add(end_to_end.writers())
    await opened.bus.initialize()
    await end_to_end.saturated(opened)
    assert await state.total(opened) == 20 * 10 * end_to_end.HANDLERS
    run = await end_to_end.paced(opened)
    assert len(run.latencies) == run.count == 20
    assert await state.total(opened) == 40 * 10 * end_to_end.HANDLERS
