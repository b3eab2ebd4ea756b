from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from domains.core import BaseEvent
from domains.core.testing import BusHarness
from domains.gamification import module
from domains.gamification.module import GamificationModule

Say = Callable[..., Awaitable[None]]


@pytest.fixture
async def game(kit: BusHarness) -> GamificationModule:
    game = module.build(kit.kernel)
    await kit.start(game.subscriptions)
    return game


@pytest.fixture
def say(kit: BusHarness, game: GamificationModule) -> Say:
    """Publish events and let everything they cause happen."""

    async def publish(*events: BaseEvent) -> None:
        await kit.publish(*events)
        await kit.settle()

    return publish
