"""A kernel on a real database, with a clock that only the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domains.core import Kernel
from domains.core.clock import VirtualClock


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def kernel(prepared_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(prepared_url, clock)
    yield kernel
    await kernel.close()
