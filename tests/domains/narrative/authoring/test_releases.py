"""A draft becomes what everybody reads: now, later, and back again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from domains.core import StoryPublishedEvent, Transaction
from domains.core.testing import BusHarness
from domains.narrative import module
from domains.narrative.authoring.drafts.errors import (
    DraftChangedError,
    NotAnAuthorError,
    NotPublishableError,
    ReleaseGoneError,
    ReleaseTimeError,
)
from domains.narrative.authoring.drafts.model import Action, Author
from domains.narrative.authoring.watch import FolderWatch
from domains.narrative.errors import ChoiceNotOpenError, NoEarlierVersionError

WRITER = Author(7, "owner")
STRANGER = Author(8, "player")


class Everyone:
    """Lets owners in and keeps what they did."""

    def __init__(self) -> None:
        self.done: list[Action] = []

    async def check(self, author: Author) -> None:
        if author.role != "owner":
            raise NotAnAuthorError

    async def record(
        self, tx: Transaction, author: Author, action: Action, details: Mapping[str, str]
    ) -> None:
        self.done.append(action)


@pytest.fixture
def rights() -> Everyone:
    return Everyone()


@pytest.fixture
async def desk(kit: BusHarness, rights: Everyone) -> AsyncIterator[module.NarrativeModule]:
    narrative = module.build(kit.kernel, rights=rights)
    await kit.start(narrative.subscriptions)
    yield narrative
    narrative.drafts.close()
    assert kit.failures == []


async def keep(desk: module.NarrativeModule, folder: Path) -> str:
    draft = await desk.drafts.take_folder(WRITER.id, folder)
    assert draft.is_publishable, draft.findings
    return draft.sha256


async def test_a_release_waits_for_its_time_and_is_told_once(
    kit: BusHarness, desk: module.NarrativeModule, folder: Path, rights: Everyone
) -> None:
    sha256 = await keep(desk, folder)
    told = kit.expect(StoryPublishedEvent, story_id="sample", version=1)
    at = kit.kernel.clock.now() + timedelta(hours=2)
    release = await desk.releases.schedule(WRITER, sha256[:12], at)
    assert [one.release_id for one in await desk.releases.waiting(WRITER)] == [release.release_id]
    await kit.advance(timedelta(hours=1))
    assert await desk.releases.history(WRITER, "sample") == []
    await kit.advance(timedelta(hours=1, minutes=1))
    await told
    (published,) = await desk.releases.history(WRITER, "sample")
    assert published.sha256 == sha256
    assert await desk.releases.waiting(WRITER) == []
    with pytest.raises(ReleaseGoneError):
        await desk.releases.withdraw(WRITER, release.release_id)
    assert rights.done == [Action.SCHEDULE]


async def test_what_was_withdrawn_is_never_published(
    kit: BusHarness, desk: module.NarrativeModule, folder: Path
) -> None:
    sha256 = await keep(desk, folder)
    at = kit.kernel.clock.now() + timedelta(hours=2)
    release = await desk.releases.schedule(WRITER, sha256, at)
    await desk.releases.withdraw(WRITER, release.release_id)
    await kit.advance(timedelta(hours=3))
    assert await desk.releases.history(WRITER, "sample") == []


async def test_times_that_have_passed_or_are_far_away_are_refused(
    kit: BusHarness, desk: module.NarrativeModule, folder: Path
) -> None:
    sha256 = await keep(desk, folder)
    now = kit.kernel.clock.now()
    for at in (now, now - timedelta(hours=1), now + timedelta(days=400)):
        with pytest.raises(ReleaseTimeError):
            await desk.releases.schedule(WRITER, sha256, at)


async def test_only_what_the_gate_let_through_is_published(
    desk: module.NarrativeModule, folder: Path
) -> None:
    sha256 = await keep(desk, folder)
    with pytest.raises(DraftChangedError):
        await desk.releases.publish(WRITER, "0" * 12)
    chapter = folder / "ch01.ink"
    chapter.write_text(chapter.read_text("utf-8").replace("# icon: door", "# icon: dor"), "utf-8")
    draft = await desk.drafts.take_folder(WRITER.id, folder)
    assert not draft.is_publishable
    with pytest.raises(NotPublishableError):
        await desk.releases.publish(WRITER, draft.sha256)
    with pytest.raises(DraftChangedError):
        await desk.releases.publish(WRITER, sha256)


async def test_a_rollback_belongs_to_the_version_it_was_pressed_for(
    desk: module.NarrativeModule, folder: Path
) -> None:
    await desk.releases.publish(WRITER, await keep(desk, folder))
    with pytest.raises(NoEarlierVersionError):
        await desk.releases.roll_back(WRITER, "sample", 1)
    chapter = folder / "ch01.ink"
    chapter.write_text(chapter.read_text("utf-8").replace("A door,", "A gate,"), "utf-8")
    await desk.releases.publish(WRITER, await keep(desk, folder))
    back = await desk.releases.roll_back(WRITER, "sample", 2)
    assert back.number == 1
    with pytest.raises(ReleaseGoneError):
        await desk.releases.roll_back(WRITER, "sample", 2)


async def test_strangers_are_let_into_nothing(desk: module.NarrativeModule, folder: Path) -> None:
    await keep(desk, folder)
    drafts, releases = desk.drafts, desk.releases
    for attempt in (
        drafts.find(STRANGER),
        drafts.take(STRANGER, "a.ink", b"Hello."),
        drafts.open(STRANGER, "en"),
        drafts.choose(STRANGER, "", 0, 0),
        drafts.map(STRANGER, "", "en"),
        drafts.picture(STRANGER, "door.png"),
        releases.publish(STRANGER, ""),
        releases.waiting(STRANGER),
        releases.history(STRANGER, "sample"),
        releases.roll_back(STRANGER, "sample", 1),
    ):
        with pytest.raises(NotAnAuthorError):
            await attempt


async def test_a_draft_is_read_apart_from_everybody_s_runs(
    kit: BusHarness, desk: module.NarrativeModule, folder: Path
) -> None:
    sha256 = await keep(desk, folder)
    page = await desk.drafts.open(WRITER, "en")
    assert page.turn == 0
    page = await desk.drafts.choose(WRITER, sha256, 0, 0)
    with pytest.raises(DraftChangedError):
        await desk.drafts.choose(WRITER, sha256, 0, 0)
    with pytest.raises(ChoiceNotOpenError):
        await desk.drafts.choose(WRITER, sha256, 1, 9)
    page = await desk.drafts.choose(WRITER, sha256, 1, 0)
    assert page.page.ended
    view = await desk.service.open(WRITER.id, "en")
    assert view.story_id == "second_hour"
    assert view.turn == 0


async def test_a_changed_file_is_read_anew_and_the_reader_reads_on(
    desk: module.NarrativeModule, folder: Path
) -> None:
    watch = FolderWatch(desk.drafts, folder, [WRITER.id], asyncio.sleep)
    assert await watch.look()
    assert not await watch.look()
    page = await desk.drafts.open(WRITER, "en")
    await desk.drafts.choose(WRITER, page.sha256, 0, 0)
    chapter = folder / "ch01.ink"
    chapter.write_text(chapter.read_text("utf-8").replace("“You came,”", "“At last,”"), "utf-8")
    assert await watch.look()
    page = await desk.drafts.open(WRITER, "en")
    assert page.turn == 1
    assert page.page.lines[-1].text.startswith("“At last,”")


async def test_a_change_that_breaks_the_way_shows_how_far_it_goes(
    desk: module.NarrativeModule, folder: Path
) -> None:
    sha256 = await keep(desk, folder)
    await desk.drafts.open(WRITER, "en")
    await desk.drafts.choose(WRITER, sha256, 0, 1)
    await desk.drafts.choose(WRITER, sha256, 1, 2)
    chapter = folder / "ch01.ink"
    text = chapter.read_text("utf-8")
    gone = text[text.index("* {Clues ? key}") : text.index("* [“Who")]
    chapter.write_text(text.replace(gone, ""), "utf-8")
    await desk.drafts.take_folder(WRITER.id, folder)
    page = await desk.drafts.open(WRITER, "en")
    assert page.turn == 1
    assert not page.replayed
