"""Freezes are owned before they are needed; a boost counts at the moment of the cause."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from domains.core import Kernel, Transaction, UserActivityDetectedEvent
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


class Boost:
    """Doubles until it ends."""

    def __init__(self, ends_at: datetime) -> None:
        self._ends_at = ends_at

    async def bps(self, tx: Transaction, user_id: int, at: datetime) -> int:
        return 10_000 if at < self._ends_at else 0


async def test_sources_of_multipliers_add_up_and_are_asked_for_the_moment_of_the_cause(
    kernel: Kernel, game: GamificationModule, clock: VirtualClock
) -> None:
    began = clock.now()
    for _ in range(2):
        game.rewards.multiply_by(Boost(began + timedelta(hours=1)))
    clock.advance(7_200)
    async with kernel.uow() as tx:
        await game.rewards.earn(tx, PLAYER, 10, "then", "decision", began)
        await game.rewards.earn(tx, PLAYER, 10, "now", "decision", tx.now)
    now, then = await game.service.history(PLAYER)
    assert (then.multiplier_bps, then.amount) == (30_000, 30)  # 1.1 × (1 + 1 + 1), capped at 3
    assert (now.multiplier_bps, now.amount) == (11_000, 11)
