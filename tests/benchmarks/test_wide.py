"""The benchmarks of the wide path send, and hear, what they count."""

from __future__ import annotations

import pytest
from redis.asyncio import Redis

from tests.benchmarks import mirror_consume, mirror_latency, mirror_publish, wide


async def test_the_mirror_writes_every_entry_that_was_offered(redis_url: str) -> None:
    run = await mirror_publish.through_mirror(redis_url, None, 50)
    async with Redis.from_url(redis_url) as client:
        assert await client.xlen(mirror_consume.OPTIONS.everyone) >= run.count == 50


async def test_the_pipeline_and_faststream_write_as_many(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client, wide.quiet_broker(redis_url) as broker:
        await mirror_publish.by_pipeline(client, 50)
        await mirror_publish.by_faststream(broker, 50)
        assert await client.xlen("bench") == await client.xlen("bench-faststream") == 50


@pytest.mark.parametrize("name", mirror_consume.CONTESTANTS)
async def test_a_backlog_is_consumed_to_its_end(
    redis_url: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror_consume, "EVENTS", 50)
    async with mirror_consume.CONTESTANTS[name](redis_url) as turn:
        assert (await turn()).count == 50


@pytest.mark.parametrize("name", mirror_latency.CONTESTANTS)
async def test_every_paced_event_arrives(
    redis_url: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror_latency, "SECONDS", 0.1)
    async with mirror_latency.CONTESTANTS[name](redis_url) as turn:
        run = await turn()
    assert len(run.latencies) == run.count == 30
