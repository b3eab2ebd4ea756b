"""A module on a real bus and a real database of each kind; see docs/testing.md."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domains.core import Kernel
from domains.core.testing import BusHarness, Record, SteppedClock, harness


@pytest.fixture
async def kit(prepared_url: str) -> AsyncIterator[BusHarness]:
    async with harness(prepared_url) as kit:
        yield kit


@pytest.fixture
def clock(kit: BusHarness) -> SteppedClock:
    return kit.clock


@pytest.fixture
def kernel(kit: BusHarness) -> Kernel:
    return kit.kernel


@pytest.fixture
def record(kit: BusHarness) -> Record:
    """What was published since the test began; the fixtures' own events are forgotten."""
    kit.published.clear()
    return kit.published
