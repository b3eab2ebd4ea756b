from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domains.core.clock import VirtualClock
from tests.domains.sagas.house import House


@pytest.fixture
def clock() -> VirtualClock:
    """Nobody's but the test's: several processes live by it."""
    return VirtualClock()


@pytest.fixture
async def house(prepared_url: str, clock: VirtualClock) -> AsyncIterator[House]:
    house = await House.open(prepared_url, clock, retries=100)
    yield house
    await house.kernel.close()
