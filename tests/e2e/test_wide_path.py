"""Two instances that share the work over Redis: players notice neither them nor their losses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

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
REWARD = ("🏅", "⭐", "🔥", "🗝")
BESITOS = re.compile(r"💋 \+([\d\u202f]+)(.*)")


@pytest.fixture
def house(wide_house: House) -> Iterator[House]:
    yield wide_house
    wide_house.send_updates_to(None)


async def told(player: Player) -> Counter[str]:
    """Besitos by reason, however many lines they came in; every other reward by its line."""
    found: Counter[str] = Counter()
    for line in "\n".join(await player.texts()).splitlines():
        if besitos := BESITOS.fullmatch(line.strip()):
            found[besitos[2]] += int(besitos[1].replace("\u202f", ""))
        elif line.strip().startswith(REWARD):
            found[line.strip()] += 1
    return found


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


@dataclass(frozen=True)
class Evening:
    """What an undisturbed play leaves: what is owned, and what was told."""

    owned: list[list[str]]
    told: Counter[str]


_CALM: list[Evening] = []


@pytest.fixture
async def calm(sandbox: httpx.AsyncClient, house: House) -> Evening:
    """Played once; the chapter is the same for everybody."""
    if not _CALM:
        player = await Player.new(sandbox, house)
        _CALM.append(Evening(await play(player, house, ()), await told(player)))
    return _CALM[0]


async def test_nobody_notices_that_redis_is_killed_and_comes_back_empty(
    sandbox: httpx.AsyncClient, house: House, house_redis: UnrulyRedis, calm: Evening
) -> None:
    player = await Player.new(sandbox, house)

    def nothing() -> None:
        """Go on without it."""

    def back_again() -> None:
        house_redis.start(empty=True)

    outage: list[Disturb] = [house_redis.kill, nothing, nothing, back_again, house_redis.restart]
    assert await play(player, house, outage) == calm.owned
    assert await told(player) == calm.told
    await flood(sandbox, house, house_redis.restart)


async def test_nobody_notices_that_instances_are_killed(
    sandbox: httpx.AsyncClient, house: House, calm: Evening
) -> None:
    player = await Player.new(sandbox, house)
    kills: list[Disturb] = [lambda: house.restart(0), lambda: house.restart(1)]
    assert await play(player, house, kills) == calm.owned
    assert calm.told
    assert calm.told.keys() <= (await told(player)).keys()
    await house.holder_of(player.id)  # both have their share again
