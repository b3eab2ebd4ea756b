"""Two instances that share the work over Redis: players notice neither them nor their losses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from tests.e2e.house import House
from tests.e2e.player import Player
from tests.e2e.test_crashes import Disturb, play
from tests.e2e.test_order import flood
from tests.support.valkey import UnrulyRedis

DECISIONS = 5
IN_TIME = 3
"""A busy machine may be late for some answers; without Redis none would be in time."""
REWARD = ("💋", "🏅", "⭐", "🔥", "🗝")


@pytest.fixture
def house(wide_house: House) -> Iterator[House]:
    yield wide_house
    wide_house.send_updates_to(None)


async def told(player: Player) -> Counter[str]:
    """Every line about a reward, and how often it was said."""
    lines = [line.strip() for text in await player.texts() for line in text.splitlines()]
    return Counter(line for line in lines if line.startswith(REWARD))


async def test_rewards_are_in_the_answer_also_when_the_other_instance_works_them_out(
    player: Player, house: House
) -> None:
    await player.start()
    house.send_updates_to(1 - await house.holder_of(player.id))
    await player.press("Step inside")
    in_time = 0
    for _ in range(DECISIONS):
        await player.press((await player.buttons())[0])
        in_time += "💋 +" in await player.screen()
    assert in_time >= IN_TIME


async def test_nobody_notices_that_redis_is_killed_and_comes_back_empty(
    sandbox: httpx.AsyncClient, house: House, house_redis: UnrulyRedis
) -> None:
    calm, shaken = [await Player.new(sandbox, house) for _ in range(2)]
    expected = await play(calm, house, ())

    def nothing() -> None:
        """Go on without it."""

    def back_again() -> None:
        house_redis.start(empty=True)

    outage: list[Disturb] = [house_redis.kill, nothing, nothing, back_again, house_redis.restart]
    assert await play(shaken, house, outage) == expected
    assert await told(shaken) == await told(calm)
    await flood(sandbox, house, house_redis.restart)


async def test_nobody_notices_that_instances_are_killed(
    sandbox: httpx.AsyncClient, house: House
) -> None:
    calm, shaken = [await Player.new(sandbox, house) for _ in range(2)]
    expected = await play(calm, house, ())
    kills: list[Disturb] = [lambda: house.restart(0), lambda: house.restart(1)]
    assert await play(shaken, house, kills) == expected
    rewards = await told(calm)
    assert rewards
    assert rewards.keys() <= (await told(shaken)).keys()
