"""Who hears whom: the game waits for bans only where somebody can ban."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.modules import Modules
from bot.settings import Settings
from domains.core import BaseEvent, Kernel, UserBannedEvent, UserUnbannedEvent
from domains.core.clock import VirtualClock

BANS = {
    "gamification.hide_on_user_banned",
    "gamification.show_on_user_unbanned",
    "gamification.annul_on_user_banned",
}


@pytest.fixture
async def modules(tmp_path: Path) -> AsyncIterator[Modules]:
    kernel = Kernel.open(f"sqlite:///{tmp_path}/modules.db", VirtualClock())
    yield Modules.build(kernel, Settings(_env_file=None))
    await kernel.close()


def names(modules: Modules) -> set[str]:
    return {subscription.name for subscription in modules.subscriptions}


async def test_the_game_hears_of_bans_as_soon_as_the_admin_module_publishes_them(
    modules: Modules,
) -> None:
    without = {UserBannedEvent, UserUnbannedEvent}
    says = tuple(each for each in modules.admin.publishes if each not in without)
    silent = replace(modules, admin=replace(modules.admin, publishes=says))
    assert not BANS & names(silent)
    said: tuple[type[BaseEvent], ...] = (*says, UserBannedEvent, UserUnbannedEvent)
    assert names(replace(modules, admin=replace(modules.admin, publishes=said))) >= BANS
