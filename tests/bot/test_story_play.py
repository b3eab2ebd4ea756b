"""Playing beside deciding: back, hints, waits, locks, pace, pictures, the shelf; in a chat."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from bot.app import App
from domains.core import Kernel, StoryReopenedEvent
from domains.narrative import module as narrative
from domains.narrative.engine.artwork import Artwork
from domains.narrative.engine.library import StoryLibrary
from tests.bot.at_home import at_home
from tests.bot.test_paid_decisions import Reader
from tests.domains.narrative.chapters import doors
from tests.sandbox.conftest import ANA, Client, running


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with running() as client:
        yield client


@pytest.fixture
async def app(
    client: Client, prepared_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[App]:
    build = narrative.build

    def build_doors(kernel: Kernel, **more: object) -> narrative.NarrativeModule:
        library = StoryLibrary({"doors": doors()})
        return build(kernel, library=library, story_id="doors", **more)  # type: ignore[arg-type]

    monkeypatch.setattr(narrative, "build", build_doors)
    async with at_home(client, prepared_sqlite_url) as app:
        yield app


class Player(Reader):
    """Ana, before the row of doors."""

    async def begin(self) -> None:
        await self._client.sim(f"chats/{ANA}/start")
        await self.sees("Diana")
        await self._client.sim(f"chats/{ANA}/send", text="/story")
        await self.sees("A row of doors")

    async def tap(self, label: str) -> str:
        """Press the newest such button as soon as it is there; what the answer said."""
        async with asyncio.timeout(10):
            while not await self.offers(label):
                await asyncio.sleep(0.02)
        answer = await self.press(await self.button(label))
        return str((answer.get("answer") or {}).get("text") or "")

    async def last(self) -> str:
        return (await self.texts())[-1]

    async def shows(self, text: str) -> str:
        """Wait until the newest message says this: an answered press paints a moment later."""
        async with asyncio.timeout(10):
            while text not in (last := await self.last()):
                await asyncio.sleep(0.02)
        return last

    async def offers(self, label: str) -> bool:
        """Is there such a button?"""
        try:
            await self.button(label)
        except AssertionError:
            return False
        return True

    async def forge(self, data: str) -> str:
        """Press something that was never offered, on the newest message."""
        message_id = (await self._messages())[-1]["message_id"]
        answer = await self.press((message_id, data))
        return str((answer.get("answer") or {}).get("text") or "")


@pytest.fixture
async def ana(client: Client, app: App) -> Player:
    player = Player(client, app)
    await player.begin()
    return player


async def test_the_first_page_says_where_in_the_story_it_is(ana: Player) -> None:
    await ana.shows("A Row\nChapter 1 of 2")


async def test_a_locked_door_is_marked_and_says_what_is_missing(ana: Player) -> None:
    assert "You have no lantern." in await ana.tap("🔒 The dark door")
    assert "VIP" in await ana.tap("🔒 The gilded door ⭐")
    await ana.shows("A row of doors")


async def test_lucien_has_a_hint(ana: Player) -> None:
    assert await ana.tap("💡") == "Lucien: It is open."
    await ana.shows("A row of doors")


async def test_back_takes_the_page_s_place(ana: Player) -> None:
    old = await ana.button("The plain door")
    await ana.tap("The plain door")
    await ana.shows("A corridor.")
    back = await ana.button("Back")
    await ana.press(back)
    await ana.sees("A row of doors")
    await ana.shows("A row of doors")
    assert "moment has passed" in await said(ana, old)
    assert "moment has passed" in await said(ana, back)
    await ana.tap("The small door")
    await ana.shows("A lower corridor.")


async def said(ana: Player, button: tuple[int, str]) -> str:
    answer = await ana.press(button)
    return str((answer.get("answer") or {}).get("text") or "")


async def test_a_wait_shows_when_it_ends_and_may_be_ended(ana: Player) -> None:
    await ana.tap("The plain door")
    assert "The door opens at" in await ana.shows("The corridor has no hurry.")
    await ana.tap("rather not wait")
    await ana.tap("Go on")
    await ana.shows("Steps.")


@pytest.mark.parametrize("prefix", ["u", "h", "w", "k"])
async def test_forged_and_foreign_buttons_are_refused_kindly(ana: Player, prefix: str) -> None:
    texts = len(await ana.texts())
    for data in (f"{prefix}:999:0", f"{prefix}:1:99", f"{prefix}:-1:-1", f"{prefix}:x:y"):
        await ana.forge(data)
        assert any("A row of doors" in text for text in (await ana.texts())[-2:])
    assert len(await ana.texts()) <= texts + 4
    await ana.tap("The plain door")
    await ana.sees("A corridor.")


@pytest.mark.parametrize(
    "data", ["g:999:0:row:1", "g:1:99:row:1", "g:1:0:nowhere:1", "sw:no:1", "sv:no", "sp:z"]
)
async def test_a_forged_shelf_button_changes_nothing(ana: Player, data: str) -> None:
    await ana.forge(data)
    await ana.tap("The plain door")
    await ana.sees("A corridor.")


async def test_the_shelf_leads_back_to_a_chapter(ana: Player) -> None:
    await ana.tap("The plain door")
    await ana.tap("rather not wait")
    await ana.tap("Go on")
    await ana.tap("Ring it")
    await ana.shows("“Gilt” lies beside the way")
    await ana.tap("Next chapter")
    await ana.shows("The yard")
    await ana.tap("The shelf")
    await ana.shows("1. A Row")
    await ana.tap("Clues")
    await ana.shows("(1 of 1)")
    await ana.tap("Back")
    await ana.tap("Endings")
    await ana.shows("(1 of 3)")
    await ana.tap("Back")
    await ana.tap("People")
    await ana.shows("Porter +1")
    await ana.tap("Back")
    await ana.tap("↺ A Row")
    await ana.shows("keeps its place")
    await ana.tap("Turn the pages")
    await ana.tap("The story")
    await ana.shows("A row of doors")


async def test_preferences_are_switched(ana: Player) -> None:
    await ana.tap("The shelf")
    await ana.tap("How it is told")
    await ana.tap("○ Brisk")
    await ana.tap("● Doors that open later")
    await ana.tap("● Brisk")
    await ana.tap("○ Doors that open later")
    await ana.tap("● Doors that open later")
    await ana.tap("Back")
    await ana.tap("The story")
    await ana.tap("The plain door")
    assert "opens at" not in await ana.shows("A corridor.")


async def test_a_picture_comes_before_its_page_with_what_is_to_be_seen_on_it(
    client: Client, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Artwork, "find", lambda *_: png())
    monkeypatch.setattr(
        "bot.features.story.views.wanted_picture", lambda _view: ("row.png", "A row of doors")
    )
    ana = Player(client, app)
    await ana.begin()
    *_, shown, page = await ana._messages()
    assert shown["caption"] == "🖼 A row of doors"
    assert "A Row" in page["text"]
    await ana.tap("The shelf")
    await ana.tap("The story")  # the page again, where it was: its picture is there already
    await ana.shows("A row of doors")
    *_, again, last = await ana._messages()
    assert (again["message_id"], last["message_id"]) == (shown["message_id"], page["message_id"])


async def test_an_ending_is_told_by_its_name(ana: Player) -> None:
    await ana.tap("The plain door")
    await ana.tap("rather not wait")
    await ana.tap("Go on")
    await ana.tap("Ring it")
    end = await ana.shows("“Gilt” lies beside the way")
    assert "An ending: Rung" in end
    assert "one way to the end" not in end  # it goes on


async def test_the_end_of_a_chapter_stays_above_the_next_one(ana: Player) -> None:
    await ana.tap("The plain door")
    await ana.tap("rather not wait")
    await ana.tap("Go on")
    await ana.tap("Ring it")
    await ana.shows("An ending: Rung")
    onward = await ana.button("Next chapter")
    await ana.press(onward)
    await ana.shows("The yard")
    await ana.press(onward)  # the second of two taps
    texts = [text for text in await ana.texts() if "Rung" in text or "The yard" in text]
    assert len(texts) == 2, texts
    await ana.tap("To the left")
    assert "moment has passed" in await said(ana, onward)
    await ana.shows("A gate.")
    await ana.tap("Open")
    assert "one way to the end" in await ana.shows("An ending: Out")
    assert not await ana.offers("Next chapter")


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("doors", "🚪 Doors: the door you were waiting at has opened. /story"),
        ("purse", "🚪 purse: the door you were waiting at has opened. It lies on the shelf."),
    ],
)
async def test_the_notice_of_an_open_door_names_its_story_and_says_where_it_lies(
    ana: Player, app: App, story: str, words: str
) -> None:
    async with app.kernel.uow() as tx:
        tx.publish(StoryReopenedEvent(user_id=ANA, story_arc=story, chapter_id="row"))
    await ana.sees(words)
    await ana.tap("The story" if story == "doors" else "Other stories")
