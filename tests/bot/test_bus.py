"""Which bus the settings ask for: alone, mirrored, or sharing the work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.bus import open_kernel
from bot.settings import Settings
from domains.core import EventBusConfig, Kernel
from domains.core.clock import SystemClock
from domains.core.store.partitions import PARTITIONS

PATIENCE_SECONDS = 20.0


@asynccontextmanager
async def running(
    database_url: str, redis_url: str | None = None, config: EventBusConfig | None = None
) -> AsyncIterator[Kernel]:
    redis = SecretStr(redis_url) if redis_url else None
    settings = Settings(_env_file=None, database_url=database_url, redis_url=redis)
    kernel = open_kernel(settings, SystemClock(), config)
    await kernel.bus.initialize()
    try:
        yield kernel
    finally:
        await kernel.close()


async def held(kernel: Kernel) -> int:
    return int((await kernel.bus.get_metrics())["partitions"])


async def test_without_a_redis_an_instance_works_alone(prepared_url: str) -> None:
    async with running(prepared_url) as kernel:
        assert (await kernel.bus.get_metrics())["mirror"] == {}
        assert await held(kernel) == 0


async def test_with_a_redis_instances_on_one_postgresql_share_the_work(
    prepared_postgres_url: str, redis_url: str
) -> None:
    with capture_logs() as logs:
        async with (
            running(prepared_postgres_url, redis_url) as first,
            running(prepared_postgres_url, redis_url) as second,
            asyncio.timeout(PATIENCE_SECONDS),
        ):
            while 0 in (found := [await held(first), await held(second)]):
                await asyncio.sleep(0.01)
            assert sum(found) <= PARTITIONS
    assert "bus.not_shared" not in [line["event"] for line in logs]


async def test_on_sqlite_events_are_mirrored_and_one_line_says_that_nothing_is_shared(
    prepared_sqlite_url: str, redis_url: str
) -> None:
    with capture_logs() as logs:
        async with running(prepared_sqlite_url, redis_url) as kernel:
            assert (await kernel.bus.get_metrics())["mirror"]["connected"] is True
            assert await held(kernel) == 0
    assert [line["event"] for line in logs].count("bus.not_shared") == 1


async def test_the_rest_of_the_configuration_is_the_callers(
    prepared_sqlite_url: str, redis_url: str
) -> None:
    async with running(
        prepared_sqlite_url, redis_url, EventBusConfig(max_retry_attempts=7)
    ) as one:
        assert one.bus.config.max_retry_attempts == 7
        assert one.bus.config.redis_url == redis_url
