"""Freezes are owned before they are needed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from domains.core import Kernel, UserActivityDetectedEvent
from domains.core.clock import VirtualClock
from domains.gamification.module import GamificationModule
from domains.gamification.streaks.errors import FreezesFullError
from tests.domains.gamification.conftest import Say

PLAYER = 7
Grant = Callable[..., Awaitable[int]]


@pytest.fixture
def grant(kernel: Kernel, game: GamificationModule) -> Grant:
    async def give(key: str, count: int = 1) -> int:
        async with kernel.uow() as tx:
            return await game.streaks.grant_freeze(tx, PLAYER, count, key)

    return give


def visit() -> UserActivityDetectedEvent:
    return UserActivityDetectedEvent(user_id=PLAYER, activity="update", timezone="UTC")


async def test_one_cause_gives_freezes_once_also_at_the_same_moment(
    game: GamificationModule, grant: Grant
) -> None:
    owned = await asyncio.gather(*(grant("order:1") for _ in range(10)))
    assert set(owned) == {1}
    assert await grant("order:2") == 2
    assert (await game.service.streak_view(PLAYER)).freezes == 2


async def test_more_than_a_player_may_own_are_refused_and_nothing_is_written(
    game: GamificationModule, grant: Grant
) -> None:
    await grant("order:1")
    with pytest.raises(FreezesFullError) as refused:
        await grant("order:2", 2)
    assert refused.value.params == {"owned": 1, "most": 2}
    assert await grant("order:2") == 2


async def test_freezes_given_before_the_first_visit_are_there_on_the_second_day(
    game: GamificationModule, grant: Grant, say: Say, clock: VirtualClock
) -> None:
    await grant("a gift")
    assert (await game.service.streak_view(PLAYER)).deadline_at is None
    await say(visit())
    clock.advance(2 * 86_400)
    await say(visit())
    view = await game.service.streak_view(PLAYER)
    assert (view.length, view.freezes) == (2, 0)
    assert [day.kind for day in view.days[-3:]] == ["action", "freeze", "action"]
