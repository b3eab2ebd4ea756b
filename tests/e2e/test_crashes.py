"""`kill -9` in the middle of a play: it ends as if nothing had happened.

Two players of two houses make the same decisions. One is never disturbed; under the other the
process is killed at random moments, between the press and the answer, and started again. At the
end both own the same, have decided the same, and have read the same. The houses draw alike and
number their players alike: so both are given the same missions.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, ExitStack

import httpx
import pytest

from tests.e2e.house import House
from tests.e2e.player import Player

KILLS = int(os.environ.get("CRASHES", "4"))
"""How often the process dies. `CRASHES=20 make test ARGS="-k crashes"` for the long form."""

KILLS_PER_PLAY = 10
"""One per decision; the chapter has eleven."""

LUCK = random.Random(7)

PLACE = "🏆"
"""The one line that others have a part in."""

SALT = "5a" * 32

Disturb = Callable[[], None]
Pair = tuple[House, House]


@pytest.fixture
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The calm one and the fragile one."""
    with ExitStack() as opened:
        pair = []
        for name in ("calm", "fragile"):
            folder = tmp_path_factory.mktemp(name)
            house = House(folder, f"sqlite:///{folder}/diana.db")
            house.open()
            opened.callback(house.close)
            asyncio.run(house.draw_with(SALT))
            pair.append(house)
        yield pair[0], pair[1]


@pytest.fixture
async def sandboxes(houses: Pair) -> AsyncIterator[list[httpx.AsyncClient]]:
    async with AsyncExitStack() as opened:
        yield [
            await opened.enter_async_context(
                httpx.AsyncClient(base_url=house.sandbox_url, timeout=120)
            )
            for house in houses
        ]


async def play(player: Player, house: House, disturbances: Iterable[Disturb]) -> list[list[str]]:
    """Read the chapter, always taking the first choice. Returns what was owned at the end.

    Each press but the last ones is accompanied by a disturbance, while there are any.
    """
    steps, upcoming = 0, iter(disturbances)
    await player.start()
    await player.press("Step inside")
    while not any("again" in label for label in await player.buttons()):
        press = asyncio.create_task(player.press((await player.buttons())[0]))
        disturb = next(upcoming, None)
        if disturb is not None:
            await asyncio.sleep(LUCK.uniform(0, 0.08))
            disturb()  # not in a thread: what one starts may end with it
        await press
        steps += 1
        assert steps < 40, "the chapter never ends"
    await house.settled()  # whatever no turn told has become a notification
    owned = []
    for command in ("/profile", "/history", "/achievements"):
        await player.send(command)
        # Lines of one moment have no order of their own; which ones there are is the point.
        lines = (await player.screen()).splitlines()
        owned.append(sorted(line for line in lines if PLACE not in line))
    return owned


async def test_a_play_survives_every_kill(
    houses: Pair, sandboxes: list[httpx.AsyncClient]
) -> None:
    for begun in range(0, KILLS, KILLS_PER_PLAY):
        calm, shaken = [
            await Player.new(sandbox, house)
            for sandbox, house in zip(sandboxes, houses, strict=True)
        ]
        kills = [houses[1].restart] * min(KILLS_PER_PLAY, KILLS - begun)
        expected = await play(calm, houses[0], ())
        assert await play(shaken, houses[1], kills) == expected
        rewards = re.findall(r"🏅 .+ is in your cabinet", "\n".join(await calm.texts()))
        told = "\n".join(await shaken.texts())
        assert set(rewards) == {reward for reward in rewards if reward in told}
