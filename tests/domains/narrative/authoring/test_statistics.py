"""What authors learn of their readers: who began, where they stand, what they chose."""

from __future__ import annotations

import pytest

from domains.core.testing import BusHarness
from domains.narrative import module
from domains.narrative.authoring.drafts.errors import NotAnAuthorError
from domains.narrative.authoring.drafts.model import Author
from domains.narrative.authoring.play import START
from domains.narrative.authoring.statistics.model import EVERY_VERSION, ChapterFigures
from domains.narrative.engine.library import StoryLibrary, StoryVersion
from domains.narrative.engine.run import StoryView
from domains.narrative.errors import VersionNotFoundError
from tests.domains.narrative.authoring.test_releases import STRANGER, WRITER, Everyone
from tests.domains.narrative.chapters import later_purse, purse, shipped


@pytest.fixture
async def desk(kit: BusHarness) -> module.NarrativeModule:
    await kit.start()
    return module.build(kit.kernel, library=StoryLibrary({"purse": purse()}), story_id="purse")


async def publish(kit: BusHarness, desk: module.NarrativeModule, story: StoryVersion) -> None:
    async with kit.kernel.uow() as tx:
        await desk.versions.publish(tx, story)


async def decide(desk: module.NarrativeModule, user_id: int, *labels: str) -> StoryView:
    view = await desk.service.open(user_id, "en")
    for label in labels:
        index = [choice.text for choice in view.choices].index(label)
        place = {"run_id": view.run_id, "turn": view.turn, "choice": index}
        view = (await desk.service.choose(user_id, **place, language="en")).view
    return view


def answers(found: ChapterFigures) -> dict[str, tuple[int, int]]:
    return {
        answer.words: (answer.readers, answer.percent)
        for question in found.questions
        for answer in question.answers
    }


async def test_every_version_has_figures_of_its_own(
    kit: BusHarness, desk: module.NarrativeModule
) -> None:
    await publish(kit, desk, purse())
    await decide(desk, 1, "Take it")
    await decide(desk, 2, "Leave it")
    await decide(desk, 3, "Leave it")
    await publish(kit, desk, later_purse())
    await decide(desk, 4, "Ask whose it is")
    await decide(desk, 5)
    first = await desk.statistics.chapter("purse", "first", 1, "en")
    assert (first.number, first.figures.readers) == (1, 3)
    assert answers(first) == {"Take it": (1, 33), "Leave it": (2, 67)}
    second = await desk.statistics.chapter("purse", "", None, "en")
    assert (second.number, second.figures.readers) == (2, 2)
    assert answers(second)["Ask whose it is"] == (1, 100)
    assert second.stopped == [(START, 1)]
    whole = await desk.statistics.chapter("purse", "first", EVERY_VERSION, "en")
    assert whole.figures.readers == 5
    assert answers(whole)["Leave it"] == (2, 50)
    with pytest.raises(VersionNotFoundError):
        await desk.statistics.chapter("purse", "first", 3, "en")


async def test_what_was_taken_back_is_not_counted(
    kit: BusHarness, desk: module.NarrativeModule
) -> None:
    await publish(kit, desk, purse())
    view = await decide(desk, 1, "Take it")
    await desk.service.undo(1, run_id=view.run_id, turn=view.turn, language="en")
    found = await desk.statistics.chapter("purse", "first", None, "en")
    assert answers(found) == {"Take it": (0, 0), "Leave it": (0, 0)}
    assert found.stopped == [(START, 1)]


async def test_a_map_says_where_readers_stand_and_which_way_they_went(kit: BusHarness) -> None:
    await kit.start()
    desk = module.build(kit.kernel)
    await publish(kit, desk, shipped())
    for reader in range(1, 5):
        view = await desk.service.open(reader, "es")
        for _ in range(reader):
            place = {"run_id": view.run_id, "turn": view.turn, "choice": 0}
            view = (await desk.service.choose(reader, **place, language="es")).view
    found = await desk.statistics.chapter("second_hour", "ch1", 1, "es")
    assert sum(count for _, count in found.stopped) == 4
    notes = {node.name: node.note for node in found.map.nodes if node.note}
    assert notes == {knot: str(count) for knot, count in found.stopped}
    assert any(edge.share == 100 for edge in found.map.edges)
    assert found.title == shipped().about("ch1").title["es"]
    assert found.questions[0].answers[0].readers == 4


async def test_figures_are_for_authors(kit: BusHarness) -> None:
    await kit.start()
    desk = module.build(kit.kernel, rights=Everyone())
    await publish(kit, desk, shipped())
    (told,) = await desk.statistics.stories(WRITER, "es-MX")
    assert (told.story_id, told.versions) == ("second_hour", (1,))
    assert told.title == shipped().manifest.title["es"]
    for author in (STRANGER, Author(9, "player")):
        with pytest.raises(NotAnAuthorError):
            await desk.statistics.stories(author, "en")
        with pytest.raises(NotAnAuthorError):
            await desk.statistics.of(author, "second_hour", "ch1", 1, "en")
