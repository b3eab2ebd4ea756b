"""Several stories side by side: one lies open, the others keep their places."""

from __future__ import annotations

import pytest

from domains.core.testing import BusHarness
from domains.narrative import module
from domains.narrative.engine.library import StoryLibrary, StoryVersion
from domains.narrative.engine.run import StoryView
from domains.narrative.errors import NotYourRunError, StoryNotFoundError
from domains.narrative.model import Progress
from tests.domains.narrative.chapters import purse, shipped, tutorial

ADA, BOB = 101, 202


@pytest.fixture
async def house(kit: BusHarness) -> module.NarrativeModule:
    """The house's own story is published; nothing else is."""
    await kit.start()
    library = StoryLibrary({"second_hour": shipped(), "tutorial": tutorial()})
    narrative = module.build(kit.kernel, library=library)
    async with kit.kernel.uow() as tx:
        await narrative.versions.seed(tx)
    return narrative


async def publish(kit: BusHarness, house: module.NarrativeModule, story: StoryVersion) -> None:
    async with kit.kernel.uow() as tx:
        await house.versions.publish(tx, story)


async def take(house: module.NarrativeModule, view: StoryView, user_id: int = ADA) -> StoryView:
    place = {"run_id": view.run_id, "turn": view.turn, "choice": 0}
    return (await house.service.choose(user_id, **place, language="en")).view


async def test_where_one_story_is_published_there_is_nothing_to_choose(
    kit: BusHarness, house: module.NarrativeModule
) -> None:
    await house.service.open(ADA, "en")
    assert (await house.shelf.contents(ADA, "en")).others == 0
    assert [book.story_id for book in await house.shelf.books(ADA, "en")] == ["second_hour"]
    await publish(kit, house, tutorial())  # whatever an author does: it is for authors
    assert len(await house.shelf.books(ADA, "en")) == 1


async def test_a_reader_takes_another_story_and_comes_back_to_where_they_were(
    kit: BusHarness, house: module.NarrativeModule
) -> None:
    first = await take(house, await house.service.open(ADA, "en"))
    await publish(kit, house, purse())
    assert (await house.shelf.contents(ADA, "en")).others == 1
    await house.shelf.take(ADA, "purse")
    other = await house.service.open(ADA, "en")
    assert (other.story_id, other.chapter_id, other.turn) == ("purse", "first", 0)
    contents = await house.shelf.contents(ADA, "en")
    assert (contents.title, contents.run_id) == ("The Purse", other.run_id)
    assert [clue.name for clue in (await house.service.card(ADA, "en")).clues] == [""]
    assert (await house.service.card(ADA, "en")).endings == ()
    other = await take(house, other)
    await house.shelf.take(ADA, "second_hour")
    assert await house.service.open(ADA, "en") == first
    await house.shelf.take(ADA, "purse")
    assert (await house.service.look(ADA, "en")).run_id == other.run_id
    assert (await house.service.open(BOB, "en")).story_id == "second_hour"


async def test_a_page_of_another_story_opens_that_story_again(
    kit: BusHarness, house: module.NarrativeModule
) -> None:
    first = await house.service.open(ADA, "en")
    await publish(kit, house, purse())
    await house.shelf.take(ADA, "purse")
    await house.service.open(ADA, "en")
    after = await take(house, first)
    assert after.story_id == "second_hour"
    again = await house.service.open(ADA, "en")
    assert (again.run_id, again.turn, again.lines) == (after.run_id, after.turn, after.lines)
    with pytest.raises(NotYourRunError):
        await take(house, after, user_id=BOB)


async def test_books_tell_how_far_one_is(kit: BusHarness, house: module.NarrativeModule) -> None:
    await house.service.open(ADA, "es")
    await publish(kit, house, purse())
    own, other = await house.shelf.books(ADA, "es")
    assert (own.story_id, own.is_open, own.progress) == ("second_hour", True, Progress(1, 10))
    assert (own.title, own.art) == ("La segunda hora", "ch01.jpg")
    assert (other.story_id, other.is_open, other.progress) == ("purse", False, None)
    await house.shelf.take(ADA, "purse")
    view = await take(house, await house.service.open(ADA, "es"))
    while view.choices or view.next_chapter_exists:
        view = await (take(house, view) if view.choices else house.service.open(ADA, "es"))
    present = (await house.shelf.books(ADA, "es"))[0]
    assert (present.story_id, present.is_finished) == ("purse", True)


async def test_what_is_not_published_cannot_be_taken(
    kit: BusHarness, house: module.NarrativeModule
) -> None:
    for unknown in ("purse", "tutorial", "../secret", ""):
        with pytest.raises(StoryNotFoundError):
            await house.shelf.take(ADA, unknown)
    assert (await house.service.open(ADA, "en")).story_id == "second_hour"


async def test_a_story_that_is_taken_off_is_finished_by_those_in_it_and_begun_by_nobody(
    kit: BusHarness, house: module.NarrativeModule
) -> None:
    before = await house.service.open(BOB, "en")
    await publish(kit, house, purse())
    for reader in (ADA, BOB):
        await house.shelf.take(reader, "purse")
    view = await house.service.open(ADA, "en")
    async with kit.kernel.uow() as tx:
        await house.versions.retire(tx, "purse")
    assert (await house.shelf.contents(ADA, "en")).title == "The Purse"
    assert (await take(house, view)).story_id == "purse"
    assert await house.service.open(BOB, "en") == before


async def test_pictures_of_a_published_story_are_found(
    kit: BusHarness, house: module.NarrativeModule
) -> None:
    await house.releases.publish_checked(purse(), {"coin.png": b"gold"})
    assert await house.shelf.picture("purse", "coin.png") == b"gold"
    assert await house.shelf.picture("purse", "ch01.jpg") is None
    assert await house.shelf.picture("second_hour", "ch01.jpg")
    assert await house.shelf.picture("second_hour", "../story.toml") is None
