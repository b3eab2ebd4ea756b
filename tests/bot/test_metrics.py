"""What a real bus tells Prometheus and a balancer in each of its states."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families as parse

from bot.health import Health
from bot.intake.repository import Backlog
from bot.ops import build_ops
from domains.core import EventBusConfig, Kernel, PointsAwardedEvent, reaction
from domains.core.clock import VirtualClock
from domains.core.operations.pauses import Pauses
from tests.bot.support import until
from tests.core.operations.conftest import beat
from tests.core.test_bus import points
from tests.support.valkey import UnrulyRedis

OUTSIDE = {"subscription": "test.outside"}

Labels = tuple[tuple[str, str], ...]


class Outside:
    """A reaction that can be held up, and made to fail."""

    def __init__(self) -> None:
        self.is_broken = False
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def handle(self, event: PointsAwardedEvent) -> None:
        await self.go_on.wait()
        if self.is_broken:
            raise OSError


class Post:
    """A bus with its operators' port."""

    def __init__(self, kernel: Kernel, outside: Outside, client: TestClient[Any, Any]) -> None:
        self.kernel = kernel
        self.outside = outside
        self._client = client

    async def samples(self) -> Mapping[tuple[str, Labels], float]:
        async with self._client.get("/metrics") as response:
            return {
                (sample.name, tuple(sorted(sample.labels.items()))): sample.value
                for family in parse(await response.text())
                for sample in family.samples
            }

    async def sample(self, name: str, **labels: str) -> float:
        return (await self.samples())[f"diana_bus_{name}", tuple(sorted(labels.items()))]

    async def degraded(self) -> list[str]:
        async with self._client.get("/ready") as response:
            report = await response.json()
        assert (response.status, report["reasons"]) == (200, [])
        return list(report["degraded"])


@asynccontextmanager
async def posted(
    url: str, clock: VirtualClock, *, with_redis: bool = False, **config: Any
) -> AsyncIterator[Post]:
    kernel = Kernel.open(url, clock, EventBusConfig(**config), with_redis=with_redis)
    outside = Outside()
    kernel.bus.add([reaction("test.outside", PointsAwardedEvent, outside.handle)])
    await kernel.bus.initialize()
    try:
        app = build_ops(kernel, Health(kernel, _no_updates))
        async with TestClient(TestServer(app)) as client:
            yield Post(kernel, outside, client)
    finally:
        outside.go_on.set()
        await kernel.close()


async def test_latencies_are_buckets_that_add_up(prepared_url: str, clock: VirtualClock) -> None:
    async with posted(prepared_url, clock) as post:
        for user_id in (1, 2, 3):
            await post.kernel.bus.publish(points(user_id, 1))
        await post.kernel.bus.settle()
        samples = await post.samples()
        name = "diana_bus_handling_seconds_bucket"
        buckets = [count for (found, _), count in samples.items() if found == name]
        assert buckets == sorted(buckets)
        assert buckets[-1] == await post.sample("handling_seconds_count", **OUTSIDE) == 3
        assert await post.sample("handling_seconds_sum", **OUTSIDE) > 0
        assert await post.sample("handling_quantile_seconds", quantile="0.5", **OUTSIDE) > 0
        assert await post.sample("lease") == await post.sample("metrics_enabled") == 1
        assert not [found for found, _ in samples if "mirror" in found]


async def test_a_bus_that_keeps_no_latencies_says_so(
    prepared_sqlite_url: str, clock: VirtualClock
) -> None:
    async with posted(prepared_sqlite_url, clock, metrics_enabled=False) as post:
        await post.kernel.bus.publish(points(1, 1))
        await post.kernel.bus.settle()
        assert await post.sample("metrics_enabled") == 0
        assert await post.sample("handled_total", **OUTSIDE) == 1
        assert not [name for name, _ in await post.samples() if "seconds_bucket" in name]


async def test_every_state_of_a_breaker_is_seen(prepared_url: str, clock: VirtualClock) -> None:
    async with posted(prepared_url, clock, breaker_failures=2, breaker_open_seconds=9) as post:
        gates = post.kernel.bus.engine.gates

        async def state() -> list[float]:
            names = ("closed", "half_open", "open")
            return [await post.sample("breaker_state", state=n, **OUTSIDE) for n in names]

        assert await state() == [1, 0, 0]
        post.outside.is_broken = True
        for user_id in (1, 2):
            await post.kernel.bus.publish(points(user_id, 1))
        await until(lambda: not gates.is_open("test.outside"))
        assert await state() == [0, 0, 1]
        assert await post.degraded() == ["the breaker of test.outside is open"]
        post.outside.go_on.clear()
        clock.advance(9)
        await until(lambda: gates.is_trying("test.outside"))
        assert await state() == [0, 1, 0]


async def test_a_pause_is_seen_and_degrades(prepared_url: str, clock: VirtualClock) -> None:
    async with posted(prepared_url, clock) as post:
        await Pauses(post.kernel.database, clock).pause("test.outside", "a test")
        await beat(post.kernel, clock)
        await until(lambda: not post.kernel.bus.engine.gates.is_open("test.outside"))
        await post.kernel.bus.publish(points(1, 1))
        assert await post.sample("paused", **OUTSIDE) == 1
        assert await post.degraded() == ["test.outside is paused"]


async def test_a_full_memory_is_seen_and_degrades(prepared_url: str, clock: VirtualClock) -> None:
    async with posted(prepared_url, clock, max_backlog_events=2) as post:
        post.outside.go_on.clear()
        for user_id in (1, 2, 3):
            await post.kernel.bus.publish(points(user_id, 1))
        assert await post.sample("pressure") == 1
        assert await post.sample("lane_backlog") == 2
        type_ = PointsAwardedEvent.event_type
        assert await post.sample("spilled_total", type=type_) == 1
        assert await post.degraded() == ["the bus is full"]
        post.outside.go_on.set()


async def test_the_mirror_tells_its_numbers_and_its_outage(
    prepared_postgres_url: str, clock: VirtualClock, unruly_redis: UnrulyRedis
) -> None:
    url = unruly_redis.url
    async with posted(prepared_postgres_url, clock, with_redis=True, redis_url=url) as post:
        await until(lambda: post.kernel.bus.engine.report()["partitions"])
        await post.kernel.bus.publish(points(1, 1))
        await until(lambda: post.kernel.bus.engine.report()["mirror"]["written"])
        assert await post.sample("mirror_connected") == 1
        assert await post.sample("mirror_written_total") >= 1
        assert await post.sample("mirror_backlog") == 0
        assert await post.sample("mirror_dropped_total") == 0
        assert await post.sample("partitions") > 0
        assert ("diana_bus_mirror_broadcast_lag", ()) in await post.samples()
        assert await post.degraded() == []
        unruly_redis.kill()
        await until(lambda: not post.kernel.bus.engine.report()["mirror"]["connected"])
        assert await post.sample("mirror_connected") == 0
        assert await post.sample("mirror_outages_total") == 1
        assert await post.degraded() == ["redis is away"]


async def _no_updates() -> Backlog:
    return Backlog(0, 0, VirtualClock().now())
