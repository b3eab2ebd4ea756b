"""A bus with something to mend: a module that can be broken, and two that never are."""

from __future__ import annotations

import pytest

from domains.core import (
    DomainError,
    Kernel,
    PointsAwardedEvent,
    Subscription,
    Transaction,
    effect,
    reaction,
)
from domains.core.clock import VirtualClock
from domains.core.operations.service import Operations
from domains.core.store.instances import HEARTBEAT

FRAGILE, STEADY, OUTSIDE = "test.fragile", "test.steady", "test.outside"


class Modules:
    """What three subscriptions have done. `broken` amounts make the first one refuse."""

    def __init__(self) -> None:
        self.broken: set[int] = set()
        self.fragile: list[int] = []
        self.steady: list[int] = []
        self.outside: list[int] = []

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        return (
            effect(FRAGILE, PointsAwardedEvent, self._refuse),
            effect(STEADY, PointsAwardedEvent, self._note),
            reaction(OUTSIDE, PointsAwardedEvent, self._tell),
        )

    async def _refuse(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        if event.points_amount in self.broken:
            raise DomainError
        self.fragile.append(event.points_amount)

    async def _note(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        self.steady.append(event.points_amount)

    async def _tell(self, event: PointsAwardedEvent) -> None:
        self.outside.append(event.points_amount)


@pytest.fixture
async def modules(kernel: Kernel) -> Modules:
    modules = Modules()
    kernel.bus.add(modules.subscriptions)
    await kernel.bus.initialize()
    return modules


@pytest.fixture
def operations(kernel: Kernel) -> Operations:
    return Operations(kernel.database, kernel.clock)


async def beat(kernel: Kernel, clock: VirtualClock) -> None:
    """One heartbeat from beginning to end, and everything that comes of it."""
    durable = kernel.bus.engine.durable
    assert durable is not None
    clock.advance(HEARTBEAT.total_seconds())
    await durable.recovery.beat()
    await kernel.bus.settle()
