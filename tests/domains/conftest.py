from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domains.core import BaseEvent, Kernel
from domains.core.bus.delivery import Delivery
from domains.core.clock import VirtualClock


class Record:
    """Every event that was published, and every handler that failed."""

    def __init__(self) -> None:
        self.events: list[BaseEvent] = []
        self.failures: list[Exception] = []

    def published(self, event: BaseEvent) -> None:
        self.events.append(event)

    def handled(self, delivery: Delivery, seconds: float, error: Exception | None) -> None:
        if error is not None:
            self.failures.append(error)

    def types(self) -> list[str]:
        return [event.event_type for event in self.events]

    def take(self) -> list[str]:
        """The types published since the last call."""
        types = self.types()
        self.events.clear()
        return types


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def kernel(prepared_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(prepared_url, clock)
    yield kernel
    await kernel.close()


@pytest.fixture
def record(kernel: Kernel) -> Record:
    record = Record()
    kernel.bus.observe(record)
    return record
