"""One contract, every store: what is promised does not depend on where it is kept."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from domains.core import EventBus, EventBusConfig
from domains.core.testing import BusHarness, FaultPlan, harness
from tests.core.contract.stage import STORES, WIDE, Stage


@pytest.fixture(params=STORES)
def store_url(request: pytest.FixtureRequest) -> str:
    """Where the events are kept: in memory, in a file, in PostgreSQL."""
    fixture = STORES[request.param]
    return "sqlite://" if fixture is None else str(request.getfixturevalue(fixture))


@pytest.fixture(params=WIDE)
def wide(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Alone, or with a real Redis: what the bus's configuration needs for it."""
    return {"redis_url": request.getfixturevalue("redis_url")} if request.param == "redis" else {}


@pytest.fixture
async def stage(store_url: str, wide: dict[str, Any]) -> AsyncIterator[Stage]:
    """Opens buses, each configured as the test wishes."""
    async with AsyncExitStack() as kits:

        async def open_kit(faults: FaultPlan | None = None, **config: Any) -> BusHarness:
            # What fails again and again is tried again and again: breakers have their own tests.
            patient = {"max_retry_attempts": 2, "breaker_failures": 1_000}
            wished = EventBusConfig(**{**patient, **wide, **config})
            opened = harness(store_url, config=wished, faults=faults, open_bus=bus_class)
            return await kits.enter_async_context(opened)

        bus_class: Any = EventBus
        if wide:
            bus_class = importlib.import_module("domains.core.bus.redis_event_bus").RedisEventBus
        yield Stage(store_url, open_kit)
