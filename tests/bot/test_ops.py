"""The operators' port, over HTTP: health with reasons, and numbers that Prometheus can read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as parse_openmetrics,
)
from prometheus_client.parser import text_string_to_metric_families as parse

from bot.errors import StartupError
from bot.health import Health
from bot.intake.repository import Backlog
from bot.metrics import bus_families
from bot.ops import build_ops, serve_ops
from bot.settings import Settings
from domains.core import Kernel, PointsAwardedEvent, effect
from domains.core.clock import VirtualClock
from domains.core.operations.pauses import Pauses
from domains.core.store.instances import LEASE
from tests.core.operations.conftest import FRAGILE, Modules
from tests.core.operations.test_dead_letters import publish
from tests.support.processes import spare_port

Client = TestClient[Any, Any]


@pytest.fixture
async def kernel(prepared_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(prepared_url, clock)
    yield kernel
    await kernel.close()


@pytest.fixture
async def modules(kernel: Kernel) -> Modules:
    modules = Modules()
    kernel.bus.add(modules.subscriptions)
    await kernel.bus.initialize()
    return modules


@pytest.fixture
async def client(kernel: Kernel) -> AsyncIterator[Client]:
    app = build_ops(kernel, Health(kernel, _no_updates))
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_scrape_is_read_by_prometheus_and_counts_what_happened(
    kernel: Kernel, modules: Modules, client: Client
) -> None:
    modules.broken = {2}
    await publish(kernel, 1, 2, 3)
    async with client.get("/metrics") as response:
        assert response.headers["Content-Type"].startswith("text/plain")
        families = {family.name: family for family in parse(await response.text())}
    type_ = PointsAwardedEvent.event_type
    fragile = {"subscription": FRAGILE}
    assert value(families["diana_bus_published"], type=type_) == 3
    assert value(families["diana_bus_handled"], **fragile) == 1
    assert value(families["diana_bus_dead"], **fragile) == 1
    assert value(families["diana_bus_unfinished_deliveries"], state="parked", **fragile) == 1
    assert value(families["diana_bus_instances_alive"]) == 1
    assert value(families["diana_bus_accepting"]) == 1
    assert value(families["diana_bus_database_up"]) == 1
    assert all(family.documentation for family in families.values())


async def test_a_scrape_may_ask_for_openmetrics(modules: Modules, client: Client) -> None:
    accept = {"Accept": "application/openmetrics-text; version=1.0.0"}
    async with client.get("/metrics", headers=accept) as response:
        assert response.headers["Content-Type"].startswith("application/openmetrics-text")
        page = await response.text()
    names = {family.name for family in parse_openmetrics(page)}  # type: ignore[no-untyped-call]
    assert "diana_bus_published" in names


async def test_numbers_outlive_the_database(
    kernel: Kernel, modules: Modules, client: Client
) -> None:
    await publish(kernel, 1)
    async with kernel.uow() as tx:
        await tx.execute(sa.text("DROP TABLE core_delivery"))
    async with client.get("/metrics") as response:
        families = {family.name: family for family in parse(await response.text())}
    assert value(families["diana_bus_database_up"]) == 0
    assert value(families["diana_bus_published"], type=PointsAwardedEvent.event_type) == 1
    async with client.get("/ready") as response:
        assert response.status == 503
        assert (await response.json())["reasons"] == ["the database does not answer"]


async def test_a_sound_bus_is_live_and_ready(modules: Modules, client: Client) -> None:
    async with client.get("/live") as response:
        assert (response.status, await response.json()) == (200, {"status": "alive"})
    async with client.get("/ready") as response:
        report = await response.json()
    assert (response.status, report["ready"]) == (200, True)
    assert report["reasons"] == report["degraded"] == []


async def test_degraded_is_not_unready(kernel: Kernel, modules: Modules, client: Client) -> None:
    modules.broken = {1}
    await publish(kernel, 1)
    await Pauses(kernel.database, kernel.clock).pause("test.steady", "a test")
    async with client.get("/ready") as response:
        report = await response.json()
    assert (response.status, report["reasons"]) == (200, [])
    assert report["degraded"] == ["test.steady is paused", "1 dead letters"]


async def test_a_bus_that_does_not_run_is_not_ready(kernel: Kernel, client: Client) -> None:
    async with client.get("/ready") as response:
        report = await response.json()
    assert (response.status, report["reasons"]) == (503, ["the bus does not accept events"])


async def test_a_heartbeat_that_was_not_taken_is_not_ready(
    kernel: Kernel, modules: Modules, clock: VirtualClock, client: Client
) -> None:
    clock._now += LEASE * 2  # nobody is woken: the heartbeat does not come
    async with client.get("/ready") as response:
        report = await response.json()
    assert (response.status, report["ready"]) == (503, False)
    assert report["reasons"] == ["the database did not take our heartbeat"]


async def test_what_waits_too_long_makes_unready_unless_somebody_paused_it(
    kernel: Kernel, clock: VirtualClock, client: Client
) -> None:
    kernel.bus.add([effect("test.nothing", PointsAwardedEvent, _nothing)])
    async with kernel.uow() as tx:  # stored by nobody who lives
        tx.publish(PointsAwardedEvent(user_id=7, points_amount=1, action_type="test"))
    clock.advance(61)
    async with client.get("/ready") as response:
        reasons = (await response.json())["reasons"]
    assert reasons == ["the bus does not accept events", "an event has waited for 61 s"]
    await Pauses(kernel.database, kernel.clock).pause("test.nothing", "a test")
    async with client.get("/ready") as response:
        report = await response.json()
    assert report["reasons"] == ["the bus does not accept events"]
    assert report["degraded"] == ["test.nothing is paused", "an event has waited for 61 s"]


def test_numbers_that_only_some_buses_have_are_shown_when_they_are_there() -> None:
    numbers = {
        "published": {},
        "subscriptions": {
            "a": {
                "breaker": "half open",
                "p50_seconds": 0.25,
                "seconds_buckets": [(0.1, 3), (1.0, 4)],
                "seconds_sum": 1.5,
                "seconds_count": 5,
            }
        },
        "dropped": {"system.x": 2},
        "rejected": 1,
        "mirror": {"lag": 3, "is_connected": True, "url": "redis://"},
    }
    families = {family.name: family for family in bus_families(numbers)}
    seconds = families["diana_bus_handling_seconds"]
    assert value(seconds, subscription="a", le="0.1") == 3
    assert value(seconds, subscription="a", le="+Inf") == 5
    assert value(families["diana_bus_breaker_state"], subscription="a", state="half open") == 1
    assert value(families["diana_bus_breaker_state"], subscription="a", state="open") == 0
    assert value(families["diana_bus_dropped"], type="system.x") == 2
    assert value(families["diana_bus_mirror"], figure="lag") == 3
    assert len(families["diana_bus_mirror"].samples) == 2


async def test_the_port_is_off_until_it_is_set(kernel: Kernel) -> None:
    health = Health(kernel, _no_updates)
    port = spare_port()
    async with serve_ops(Settings(_env_file=None), kernel, health):
        pass
    settings = Settings(_env_file=None, ops_port=port)
    async with serve_ops(settings, kernel, health), ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/live") as response:
            assert response.status == 200
        with pytest.raises(StartupError, match="OPS_PORT"):
            async with serve_ops(settings, kernel, health):
                raise AssertionError("the port was taken")


def value(family: Metric, **labels: str) -> float:
    (found,) = [sample.value for sample in family.samples if sample.labels == labels]
    return found


async def _no_updates() -> Backlog:
    return Backlog(0, 0, VirtualClock().now())


async def _nothing(event: object, tx: object) -> None:
    """An effect without one."""
