"""An author at work in the chat: the whole bot against the sandbox."""

from __future__ import annotations

import asyncio
import base64
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from domains.narrative.authoring import javascript
from domains.narrative.authoring.scaffold import new_story
from tests.bot.at_home import at_home
from tests.domains.narrative.authoring.conftest import NO_COMPILER
from tests.sandbox.conftest import ANA, BRUNO, Client, running


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with running() as client:
        yield client


@pytest.fixture
async def app(client: Client, prepared_sqlite_url: str) -> AsyncIterator[App]:
    try:
        javascript.command()
    except javascript.CompilerMissingError:
        pytest.skip(NO_COMPILER)
    async with at_home(client, prepared_sqlite_url, owner_ids=frozenset({ANA})) as app:
        yield app


class Writer:
    """Somebody with a phone and a story."""

    def __init__(self, client: Client, person: int) -> None:
        self._client, self._person = client, person

    async def start(self) -> None:
        await self._client.sim(f"chats/{self._person}/start")
        await self.sees("Diana")

    async def say(self, text: str) -> None:
        before = len(await self.messages())
        await self._client.sim(f"chats/{self._person}/send", text=text)
        async with asyncio.timeout(10):
            while len(await self.messages()) < before + 2 or "/" in (await self.texts())[-1][:1]:
                await asyncio.sleep(0.02)

    async def type(self, text: str) -> None:
        """Send without waiting for an answer."""
        await self._client.sim(f"chats/{self._person}/send", text=text)

    async def send_file(self, name: str, data: bytes) -> None:
        encoded = base64.b64encode(data).decode()
        await self._client.sim(f"chats/{self._person}/document", name=name, data=encoded)

    async def press(self, label: str) -> Any:
        return await self.press_data(*await self.data_of(label))

    async def press_data(self, message: dict[str, Any], data: str) -> Any:
        return await self._client.sim(
            f"chats/{self._person}/press", data=data, message_id=message["message_id"], wait=10
        )

    async def data_of(self, label: str) -> tuple[dict[str, Any], str]:
        """The newest button that says this, as soon as there is one."""
        async with asyncio.timeout(30):
            while True:
                for message in reversed(await self.messages()):
                    for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
                        for button in row:
                            if label in button["text"]:
                                return message, button["callback_data"]
                await asyncio.sleep(0.05)

    async def sees(self, text: str) -> str:
        async with asyncio.timeout(30):
            while True:
                for seen in reversed(await self.texts()):
                    if text in seen:
                        return seen
                await asyncio.sleep(0.05)

    async def texts(self) -> list[str]:
        return [m.get("text") or m.get("caption") or "" for m in await self.messages()]

    async def messages(self) -> list[dict[str, Any]]:
        found = (await self._client.look(f"chats/{self._person}"))["messages"]
        return [message for message in found if not message.get("deleted")]


@pytest.fixture
async def ana(client: Client, app: App) -> Writer:
    writer = Writer(client, ANA)
    await writer.start()
    return writer


def zipped(folder: Path) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_story(tmp_path / "sample", "A Sample")
    return tmp_path / "sample"


async def test_from_a_zip_to_a_published_story(ana: Writer, app: App, folder: Path) -> None:
    await ana.say("/author")
    await ana.sees("The desk is empty")
    await ana.send_file("sample.zip", zipped(folder))
    await ana.sees("nothing that I could complain about")
    await ana.press("Read the draft")
    await ana.sees("A door, a bell, and nobody on the street but you.")
    await ana.press("Look under the mat")
    await ana.sees("Clues = Clues.key")
    await ana.say("/goto inside")
    await ana.sees("The door was never locked.")
    await ana.say("/author")
    await ana.press("Publish …")
    await ana.press("Publish now")
    await ana.sees("“A Sample”: version 1 is current")
    async with app.kernel.uow.reading() as tx:
        story = await app.modules.narrative.versions.story(tx, "sample")
    assert story.has("ch1")
    await ana.say("/admin")
    await ana.press("📒")
    await ana.sees("published a story sample 1")


async def test_a_report_says_file_and_line_and_a_mended_file_takes_its_place(
    ana: Writer, folder: Path
) -> None:
    chapter = folder / "ch01.ink"
    right = chapter.read_text("utf-8")
    chapter.write_text(right.replace("# icon: door", "# icon: dor"), "utf-8")
    await ana.send_file("sample.zip", zipped(folder))
    report = await ana.sees("1 thing to mend")
    assert "ch01.ink:10" in report
    assert not any("Publish" in text for text in await buttons(ana))
    await ana.send_file("ch01.ink", right.encode())
    await ana.sees("nothing that I could complain about")


async def buttons(writer: Writer) -> list[str]:
    message = (await writer.messages())[-1]
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def test_the_draft_is_read_on_in_its_new_version_with_the_same_choices(
    ana: Writer, folder: Path
) -> None:
    await ana.send_file("sample.zip", zipped(folder))
    await ana.sees("nothing that I could")
    await ana.press("Read the draft")
    await ana.press("Ring the bell")
    await ana.sees("You came")
    changed = (folder / "ch01.ink").read_text("utf-8").replace("“You came,”", "“You again,”")
    await ana.send_file("ch01.ink", changed.encode())
    await ana.press("Read the draft")
    await ana.sees("You again")


async def test_an_old_button_of_a_draft_changes_nothing(ana: Writer, folder: Path) -> None:
    await ana.send_file("sample.zip", zipped(folder))
    await ana.sees("nothing that I could")
    await ana.press("Read the draft")
    await ana.sees("A door, a bell")
    message, data = await ana.data_of("Ring the bell")
    await ana.press_data(message, data)
    await ana.sees("You came")
    await ana.press_data(message, data)
    assert "You came" in (await ana.texts())[-1]


async def test_a_map_comes_as_a_picture_with_its_words(ana: Writer, folder: Path) -> None:
    await ana.send_file("sample.zip", zipped(folder))
    await ana.sees("nothing that I could")
    await ana.press("Maps")
    await ana.press("The First Door")
    await ana.sees("3 knots")
    assert any(message.get("photo") for message in await ana.messages())


async def test_readers_of_a_published_story_are_seen_on_its_map_and_in_words(
    ana: Writer, client: Client
) -> None:
    bruno = Writer(client, BRUNO)
    await bruno.start()
    await bruno.say("/story")
    await bruno.press("Show him the card")
    await bruno.sees("Excellent paper")
    await ana.say("/author")
    await ana.press("Readers")
    await ana.press("The Second Hour")
    await ana.press("Two o'Clock, Again")
    await ana.sees("1 reader began it")
    await ana.press("What they choose")
    await ana.sees("1 answer\n100 % Show him the card")
    _, data = await ana.data_of("Where they stand")
    own = (await bruno.messages())[-1]
    refused = await bruno.press_data(own, data)
    assert "the key is not yours" in refused["answer"]["text"]


async def test_players_choose_among_published_stories_and_come_back(
    ana: Writer, client: Client, folder: Path
) -> None:
    bruno = Writer(client, BRUNO)
    await bruno.start()
    await bruno.type("/story")
    await bruno.press("Show him the card")
    await bruno.press("The shelf")
    assert not any("Other stories" in text for text in await buttons(bruno))
    await ana.send_file("sample.zip", zipped(folder))
    await ana.sees("nothing that I could")
    await ana.press("Publish …")
    await ana.press("Publish now")
    await ana.sees("“A Sample”: version 1 is current")
    await bruno.type("/story")
    await bruno.press("The shelf")
    await bruno.press("Other stories")
    await bruno.sees("Chapter 1 of 10: Two o'Clock, Again")
    await bruno.press("A Sample")
    await bruno.press("Open this one")
    await bruno.sees("It lies open")
    await bruno.type("/story")
    await bruno.sees("A door, a bell, and nobody on the street but you.")
    await bruno.press("The shelf")
    await bruno.press("Other stories")
    await bruno.press("The Second Hour")
    await bruno.sees("Endings: 0 of 9")
    covers = [message for message in await bruno.messages() if message.get("photo")]
    assert any("The Second Hour" in message["caption"] for message in covers)
    await bruno.press("Go on with this one")
    await bruno.type("/story")
    await bruno.sees("Excellent paper")


async def test_a_release_can_be_scheduled_and_withdrawn(ana: Writer, folder: Path) -> None:
    await ana.send_file("sample.zip", zipped(folder))
    await ana.sees("nothing that I could")
    await ana.press("Publish …")
    await ana.press("Publish later")
    await ana.say("yesterday")
    await ana.sees("cannot read that as a time")
    await ana.say("2h")
    await ana.sees("will be published on")
    await ana.press("Scheduled")
    await ana.sees("These wait")
    await ana.press("✕ A Sample")
    await ana.sees("Nothing waits")


async def test_a_version_is_taken_back_and_the_one_before_is_current(
    ana: Writer, app: App, folder: Path
) -> None:
    for words in ("A door, a bell,", "A gate, a bell,"):
        text = (folder / "ch01.ink").read_text("utf-8").replace("A door, a bell,", words)
        (folder / "ch01.ink").write_text(text, "utf-8")
        await ana.send_file("sample.zip", zipped(folder))
        await asyncio.sleep(0)
        await ana.sees("nothing that I could")
        await settled(ana, words)
        await ana.say("/author")
        await ana.press("Publish …")
        await ana.press("Publish now")
    await ana.sees("version 2 is current")
    await ana.press("Versions")
    await ana.press("Take back version 2")
    await ana.press("Yes, take it back")
    await ana.sees("“A Sample”: version 1 is current")
    async with app.kernel.uow.reading() as tx:
        current = await app.modules.narrative.versions.current(tx, "sample")
    assert current is not None
    assert current.number == 1


async def settled(writer: Writer, words: str) -> None:
    """Wait until the draft is the one with these words."""
    async with asyncio.timeout(30):
        while True:
            await writer.say("/goto door")
            if any(words in text for text in (await writer.texts())[-2:]):
                return
            await asyncio.sleep(0.2)


async def test_nobody_else_gets_in_and_players_files_are_left_alone(
    client: Client, app: App, folder: Path
) -> None:
    bruno = Writer(client, BRUNO)
    await bruno.start()
    await bruno.say("/author")
    await bruno.sees("the key is not yours")
    await bruno.say("/goto door")
    before = len(await bruno.texts())
    await bruno.send_file("sample.zip", zipped(folder))
    await app.kernel.bus.settle()
    async with app.kernel.uow.reading() as tx:
        assert await app.modules.narrative.versions.history(tx, "sample") == []
    assert not any("I am reading it" in text for text in (await bruno.texts())[before:])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("story.exe", b"MZ", "I read"),
        ("story.zip", b"not a zip", "cannot be opened"),
        ("story.ink", b"\xff\xfe\x00", "not text"),
        ("story.json", b'{"a": 1}', "no story"),
    ],
)
async def test_what_is_no_story_is_refused_kindly(
    name: str, data: bytes, words: str, ana: Writer
) -> None:
    await ana.send_file(name, data)
    await ana.sees(words)
