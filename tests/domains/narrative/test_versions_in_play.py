"""A new version while people read: nobody is sent another way than the one they tapped."""

from __future__ import annotations

import random

import pytest

from domains.core import Kernel
from domains.core.testing import SteppedClock
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.ink_engine import InkEngine
from domains.narrative.engine.ink_python_engine import InkPythonEngine
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.run import StoryView
from domains.narrative.errors import ChapterRestoredError, StaleChoiceError
from domains.narrative.service import NarrativeService
from domains.narrative.versions.model import Migrate
from domains.narrative.versions.service import Versions
from tests.domains.narrative.chapters import later_purse, purse, reworded, shipped

ADA, BOB = 101, 202
OLD, NEW = purse(), later_purse()


@pytest.fixture(params=[BinkEngine, InkPythonEngine])
async def house(request: pytest.FixtureRequest, kernel: Kernel) -> NarrativeService:
    engine: InkEngine = request.param()
    await kernel.bus.initialize()
    return NarrativeService(kernel.uow, engine, OLD, Versions([OLD]))


async def publish(kernel: Kernel, story: StoryVersion, migrate: Migrate = Migrate.FINISH) -> None:
    assert isinstance(kernel.clock, SteppedClock)
    kernel.clock.advance(1)
    async with kernel.uow() as tx:
        await Versions().publish(tx, story, migrate=migrate)


async def take(house: NarrativeService, user_id: int, view: StoryView, label: str) -> StoryView:
    index = [choice.text for choice in view.choices].index(label)
    step = await house.choose(
        user_id, run_id=view.run_id, turn=view.turn, choice=index, language="en"
    )
    return step.view


async def test_a_choice_inserted_before_the_others_never_misroutes(
    kernel: Kernel, house: NarrativeService
) -> None:
    await publish(kernel, OLD)
    view = await house.open(ADA, "en")
    await publish(kernel, NEW)
    # The button said "Take it"; in the new version that is what the second choice says.
    end = await take(house, ADA, view, "Take it")
    assert end.lines[0].text == "Heavy."
    assert [choice.text for choice in (await house.open(BOB, "en")).choices] == [
        "Ask whose it is",
        "Take it",
        "Leave it",
    ]


async def test_the_next_chapter_is_of_the_newest_version(
    kernel: Kernel, house: NarrativeService
) -> None:
    await publish(kernel, OLD)
    view = await house.open(ADA, "en")
    end = await take(house, ADA, view, "Take it")
    changed = reworded(NEW, "second", "You still have", "You have still")
    await publish(kernel, changed)
    assert end.ended
    following = await house.open(ADA, "en")
    assert following.lines[0].text == "You have still 7 and stone."


async def test_corrected_words_are_taken_over_in_place(
    kernel: Kernel, house: NarrativeService
) -> None:
    await publish(kernel, OLD)
    view = await house.open(ADA, "en")
    await publish(kernel, reworded(OLD, "first", "Heavy.", "Heavy, and cold."))
    assert (await take(house, ADA, view, "Take it")).lines[0].text == "Heavy, and cold."


async def test_an_urgent_fix_puts_readers_at_the_chapter_s_start(
    kernel: Kernel, house: NarrativeService
) -> None:
    await publish(kernel, OLD)
    end = await take(house, ADA, await house.open(ADA, "en"), "Take it")
    assert end.ended
    second = await house.open(ADA, "en")
    broken_second = reworded(NEW, "second", '"^Spent. "', '"^Gone. ","\\n"')
    await publish(kernel, broken_second, Migrate.RESTART_CHAPTER)
    with pytest.raises(ChapterRestoredError):
        await take(house, ADA, second, "Spend it")
    fresh = await house.open(ADA, "en")
    assert (fresh.chapter_id, fresh.depth) == ("second", 0)
    assert fresh.lines[0].text == "You still have 7 and stone.", "variables are kept"
    # A fix that was missed while away counts as well, whatever came after it.
    await publish(kernel, NEW)
    with pytest.raises(StaleChoiceError):
        await take(house, ADA, second, "Spend it")


async def test_a_version_brought_back_is_what_chapters_begin_with(
    kernel: Kernel, house: NarrativeService
) -> None:
    await publish(kernel, OLD)
    await publish(kernel, NEW)
    ada = await house.open(ADA, "en")
    async with kernel.uow() as tx:
        await Versions().rollback(tx, OLD.id)
    assert len((await house.open(BOB, "en")).choices) == 2
    assert (await take(house, ADA, ada, "Ask whose it is")).lines[0].text == "Nobody answers."


async def test_a_story_taken_off_is_finished_by_those_who_are_in_it(
    kernel: Kernel, house: NarrativeService
) -> None:
    await publish(kernel, OLD)
    view = await house.open(ADA, "en")
    async with kernel.uow() as tx:
        await Versions().retire(tx, OLD.id)
    end = await take(house, ADA, view, "Take it")
    assert end.ended
    assert not end.next_chapter_exists


async def test_versions_change_at_random_and_every_tap_does_what_its_button_said(
    kernel: Kernel, house: NarrativeService
) -> None:
    dice = random.Random(3)
    told = {"Take it": "Heavy.", "Leave it": "Light.", "Ask whose it is": "Nobody answers."}
    for reader in range(1, 25):
        await publish(kernel, dice.choice([OLD, NEW]))
        view = await house.open(reader, "en")
        await publish(kernel, dice.choice([OLD, NEW]))
        label = dice.choice([choice.text for choice in view.choices])
        assert (await take(house, reader, view, label)).lines[0].text == told[label]


async def test_a_second_program_reads_versions_that_it_did_not_publish(kernel: Kernel) -> None:
    await kernel.bus.initialize()
    story = shipped()
    changed = reworded(story, "ch1", "He reads the card", "He studies the card")
    await publish(kernel, changed)
    other = NarrativeService(kernel.uow, BinkEngine(), story)
    view = await other.open(ADA, "en")
    step = await other.choose(ADA, run_id=view.run_id, turn=0, choice=0, language="en")
    assert step.view.lines[0].text.startswith("He studies the card")
