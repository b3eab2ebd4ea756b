"""`kill -9` in the middle of a play: it ends as if nothing had happened.

Two players make the same decisions. One is never disturbed; under the other the process is
killed at random moments, between the press and the answer, and started again. At the end both
own the same, have decided the same, and have read the same.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator

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

Disturb = Callable[[], None]


@pytest.fixture
def fragile_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("fragile")
    house = House(folder, f"sqlite:///{folder}/diana.db")
    house.open()
    yield house
    house.close()


@pytest.fixture
async def fragile_sandbox(fragile_house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=fragile_house.sandbox_url, timeout=120) as client:
        yield client


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
    fragile_house: House, fragile_sandbox: httpx.AsyncClient
) -> None:
    calm = await Player.new(fragile_sandbox, fragile_house)
    expected = await play(calm, fragile_house, ())
    rewards = set(re.findall(r"🏅 .+ is in your cabinet", "\n".join(await calm.texts())))
    for begun in range(0, KILLS, KILLS_PER_PLAY):
        shaken = await Player.new(fragile_sandbox, fragile_house)
        kills = [fragile_house.restart] * min(KILLS_PER_PLAY, KILLS - begun)
        assert await play(shaken, fragile_house, kills) == expected
        told = "\n".join(await shaken.texts())
        assert rewards == {reward for reward in rewards if reward in told}
