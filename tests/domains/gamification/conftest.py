from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from domains.core import BaseEvent
from domains.core.testing import BusHarness
from domains.gamification import module
from domains.gamification.achievements.model import Catalogue
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.module import GamificationModule

Say = Callable[..., Awaitable[None]]


FEW = Catalogue(a for a in CATALOGUE.newest if a.code in {"first_step", "chapter_one", "faithful"})
"""So that a test knows what else its player earns."""


@pytest.fixture
async def game(kit: BusHarness) -> GamificationModule:
    game = module.build(kit.kernel, catalogue=FEW)
    await kit.start(game.subscriptions)
    return game


@pytest.fixture
def say(kit: BusHarness, game: GamificationModule) -> Say:
    """Publish events and let everything they cause happen."""

    async def publish(*events: BaseEvent) -> None:
        await kit.publish(*events)
        await kit.settle()

    return publish
