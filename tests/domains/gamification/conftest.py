from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from domains.core import BaseEvent, Kernel
from domains.gamification import module
from domains.gamification.module import GamificationModule

Say = Callable[..., Awaitable[None]]


@pytest.fixture
async def game(kernel: Kernel) -> GamificationModule:
    game = module.build(kernel)
    kernel.bus.add(game.subscriptions)
    await kernel.bus.initialize()
    return game


@pytest.fixture
def say(kernel: Kernel, game: GamificationModule) -> Say:
    """Publish events and let everything they cause happen."""

    async def publish(*events: BaseEvent) -> None:
        for event in events:
            await kernel.bus.publish(event)
        await kernel.bus.settle()

    return publish
