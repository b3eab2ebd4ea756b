"""Instances on a shared Redis, and on one of the test's own that may fail."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from redis.asyncio import Redis

from domains.core.bus.redis_options import MirrorOptions
from tests.core.mirror.house import Instance
from tests.support.valkey import UnrulyRedis

QUICK = MirrorOptions(
    namespace="test", upkeep_interval=0.2, block=0.2, reader_timeout=0.6, writer_timeout=0.3
)
"""Impatient, so that tests are short. The relations between the times are the real ones."""

Opened = Callable[..., Awaitable[Instance]]


@pytest.fixture
async def instances(redis_url: str) -> AsyncIterator[Opened]:
    async for opened in _opening(redis_url):
        yield opened


@pytest.fixture
async def unruly(unruly_redis: UnrulyRedis) -> AsyncIterator[Opened]:
    async for opened in _opening(unruly_redis.url):
        yield opened
    unruly_redis.thaw() if unruly_redis.pid else None


async def _opening(url: str) -> AsyncIterator[Opened]:
    running: list[Instance] = []

    async def opened(**changes: Any) -> Instance:
        instance = Instance(url, replace(QUICK, **changes))
        running.append(instance)
        return await instance.start()

    yield opened
    for instance in running:
        await instance.stop()


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client
