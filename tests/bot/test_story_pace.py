"""How fast a page is told, and whose pages they are; as players see it, in their chats."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from domains.core import Kernel
from domains.core.clock import Clock
from domains.narrative import module as narrative
from domains.narrative.engine.library import StoryLibrary
from tests.bot.at_home import at_home
from tests.bot.test_story_play import Player
from tests.domains.narrative.chapters import doors, reworded
from tests.sandbox.conftest import ANA, BRUNO, Client, running

PAUSED = reworded(doors(), "row", '"^A bell. ",', '"^A bell. ","#","^delay: 3000","/#",')
"""After “Steps.” its author waits for three seconds before the bell."""


@dataclass
class Pauses:
    """Every pause of the author, as long as the test wants it."""

    seconds: list[float] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, _clock: Clock, seconds: float) -> None:
        self.seconds.append(seconds)
        await self.over.wait()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> Pauses:
    pauses = Pauses()
    monkeypatch.setattr("bot.ui.pacing.sleep", pauses.wait)
    return pauses


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with running() as client:
        yield client


@pytest.fixture
async def ana(
    client: Client, prepared_sqlite_url: str, monkeypatch: pytest.MonkeyPatch, pauses: Pauses
) -> AsyncIterator[Player]:
    build = narrative.build

    def build_paused(kernel: Kernel, **more: Any) -> narrative.NarrativeModule:
        return build(kernel, library=StoryLibrary({"doors": PAUSED}), story_id="doors", **more)

    monkeypatch.setattr(narrative, "build", build_paused)
    async with at_home(client, prepared_sqlite_url) as app:
        player = Player(client, app)
        await player.begin()
        yield player
        pauses.over.set()


async def come_to_the_pause(ana: Player, pace: str) -> None:
    await ana.tap("The shelf")
    await ana.tap("How it is told")
    await ana.tap(pace)
    await ana.tap("Back")
    await ana.tap("The story")
    await ana.tap("The plain door")
    await ana.tap("rather not wait")
    await ana.tap("Go on")


@pytest.mark.parametrize(("pace", "seconds"), [("As written", 3.0), ("Brisk", 3.0 * 0.4)])
async def test_a_pause_is_as_long_as_its_reader_likes(
    ana: Player, pauses: Pauses, pace: str, seconds: float
) -> None:
    await come_to_the_pause(ana, pace)
    assert "A bell" not in await ana.shows("Steps.")
    assert not await ana.offers("Ring it")
    async with asyncio.timeout(10):
        while not pauses.seconds:
            await asyncio.sleep(0)
    assert pauses.seconds == pytest.approx([seconds])
    pauses.over.set()
    await ana.shows("A bell.")
    assert await ana.offers("Ring it")


async def test_who_wants_everything_at_once_never_waits(ana: Player, pauses: Pauses) -> None:
    await come_to_the_pause(ana, "At once")
    assert "Steps." in await ana.shows("A bell.")
    assert await ana.offers("Ring it")
    assert not await ana.offers("⏩")
    assert pauses.seconds == []


async def test_a_pause_is_skipped_by_a_tap_and_does_not_come_back(
    ana: Player, pauses: Pauses
) -> None:
    await come_to_the_pause(ana, "As written")
    await ana.shows("Steps.")
    await ana.tap("⏩")
    await ana.shows("A bell.")
    await ana.tap("Ring it")
    await ana.shows("It rings.")
    count = len(await ana.texts())
    pauses.over.set()
    await ana.tap("The shelf")
    assert len(await ana.texts()) == count, "the rest of the page was told a second time"


class Stranger:
    """Bruno, with his own phone and other people's buttons."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def texts(self) -> list[str]:
        messages = (await self._client.look(f"chats/{BRUNO}"))["messages"]
        return [one.get("text", "") for one in messages if not one.get("deleted")]

    async def begin(self) -> None:
        await self._client.sim(f"chats/{BRUNO}/start")
        await self._client.sim(f"chats/{BRUNO}/send", text="/story")
        async with asyncio.timeout(10):
            while not any("A row of doors" in text for text in await self.texts()):
                await asyncio.sleep(0.02)

    async def press(self, data: str) -> str:
        """What the bot answers to somebody else's button, pressed below one of his messages."""
        messages = (await self._client.look(f"chats/{BRUNO}"))["messages"]
        own = messages[-1]["message_id"]
        path = f"chats/{BRUNO}/press"
        pressed = await self._client.sim(path, data=data, message_id=own, wait=5)
        return str((pressed.get("answer") or {}).get("text") or "")


async def test_a_second_person_can_do_nothing_with_somebodys_story(
    ana: Player, client: Client
) -> None:
    bruno = Stranger(client)
    await bruno.begin()
    await ana.tap("The plain door")
    page = await ana.shows("A corridor.")
    (run,) = {data.split(":")[1] for data in await story_buttons(client)}
    assert run == "1", "Ana's is the first run, Bruno's the second"
    for data in ("c:1:1:0", "c:1:0:1", "u:1:1", "w:1:1", "r:1:1:1", "r:1:0:1", "g:1:1:row:1"):
        assert "somebody else's book" in await bruno.press(data), data
    for data in ("h:1:1", "k:1:1"):  # these show his own page: they name nobody's
        await bruno.press(data)
    assert await ana.last() == page
    assert not any("A corridor." in text for text in await bruno.texts())
    await ana.tap("rather not wait")
    await ana.tap("Go on")
    await ana.shows("A bell.")


async def story_buttons(client: Client) -> set[str]:
    """The buttons of Ana's newest page that carry her run."""
    message = (await client.look(f"chats/{ANA}"))["messages"][-1]
    rows = message["reply_markup"]["inline_keyboard"]
    data = {button["callback_data"] for row in rows for button in row}
    return {one for one in data if one.startswith(("c:", "u:", "w:", "h:", "k:"))}


async def test_who_came_first_cannot_choose_for_the_second_either(
    ana: Player, client: Client
) -> None:
    bruno = Stranger(client)
    await bruno.begin()
    button = await ana.button("The plain door")
    own = button[1]
    foreign = own.replace("c:1:", "c:2:")
    assert "somebody else's book" in str(
        ((await ana.press((button[0], foreign))).get("answer") or {}).get("text")
    )
    await ana.press(button)
    await ana.shows("A corridor.")
    assert not any("A corridor." in text for text in await bruno.texts())
