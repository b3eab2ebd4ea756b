"""A kernel on a real database, with a clock that only the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.support.schema import create_schema


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def kernel(database_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(database_url, clock)
    await create_schema(kernel.database)
    yield kernel
    await kernel.close()
