"""Reading, deciding and reading again, on both databases."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any

import pytest
import sqlalchemy as sa

from domains.core import (
    CharacterInteractionEvent,
    ClueFoundEvent,
    Kernel,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
    StoryProgressUpdatedEvent,
)
from domains.core.testing import Record
from domains.narrative.contents.service import Contents
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.ink_python_engine import InkPythonEngine
from domains.narrative.errors import (
    ChoiceNotOpenError,
    NotYourRunError,
    StaleChoiceError,
)
from domains.narrative.service import NarrativeService, Step, StoryView
from domains.narrative.tables import run as run_table
from tests.domains.narrative.chapters import shipped

ADA, BOB = 101, 202
TO_THE_LETTER = [0, 0, 0, 0, 2]
"""Card, coat given, rain, follow her, the mute key: the letter."""
TO_THE_END = [*TO_THE_LETTER, 0, 0, 0, 0, 0, 0]


async def tap(
    narrative: NarrativeService, view: StoryView, choice: int, language: str = "en"
) -> Step:
    return await narrative.choose(
        ADA, run_id=view.run_id, turn=view.turn, choice=choice, language=language
    )


async def walk(narrative: NarrativeService, choices: list[int], language: str = "en") -> StoryView:
    view = await narrative.open(ADA, language)
    for choice in choices:
        view = (await tap(narrative, view, choice, language)).view
    return view


async def rows(kernel: Kernel, query: sa.Select[Any]) -> list[sa.Row[Any]]:
    async with kernel.uow.reading() as tx:
        return list(await tx.execute(query))


async def spoil(kernel: Kernel, **values: Any) -> None:
    async with kernel.uow() as tx:
        await tx.execute(sa.update(run_table).values(**values))


async def test_the_story_begins(narrative: NarrativeService, record: Record) -> None:
    view = await narrative.open(ADA, "en")
    assert view.chapter_title == "Two o'Clock, Again"
    assert view.turn == 0
    assert not view.ended
    assert [choice.icon for choice in view.choices] == ["✉️", "❓", "🚪"]
    assert {line.speaker for line in view.lines} == {None, "lucien"}
    assert next(line.text for line in view.lines if line.speaker).startswith("“Good evening")
    assert record.take() == [StoryChapterStartedEvent.event_type]
    assert await narrative.open(ADA, "en") == view
    assert record.take() == []


async def test_a_decision_moves_the_story_and_is_told(
    narrative: NarrativeService, record: Record
) -> None:
    view = await narrative.open(ADA, "en")
    record.take()
    step = await tap(narrative, view, 0)
    assert step.chosen_text == "Show him the card"
    assert not step.repeated
    assert step.view.turn == 1
    assert step.view.lines[0].text.startswith("He reads the card")
    assert [change.character_id for change in step.changes.relationships] == ["lucien"]
    decided, interaction, progress = record.events
    assert isinstance(decided, StoryDecisionMadeEvent)
    assert decided.decision_id == "street_card"
    assert decided.occasion == f"{view.run_id}:0"
    assert decided.character_impacts == {"lucien": 1}
    assert isinstance(interaction, CharacterInteractionEvent)
    assert interaction.relationship_after == 1
    assert isinstance(progress, StoryProgressUpdatedEvent)
    assert progress.turn == 1


async def test_the_same_tap_again_changes_nothing(
    narrative: NarrativeService, record: Record
) -> None:
    view = await narrative.open(ADA, "en")
    first = await tap(narrative, view, 1)
    record.take()
    again = await tap(narrative, view, 1)
    assert again.repeated
    assert (again.view, again.chosen_text) == (first.view, first.chosen_text)
    assert record.take() == []


async def test_taps_at_the_same_moment_count_once(
    narrative: NarrativeService, record: Record
) -> None:
    view = await narrative.open(ADA, "en")
    record.take()
    steps = await asyncio.gather(*(tap(narrative, view, 2) for _ in range(5)))
    assert sum(not step.repeated for step in steps) == 1
    assert {step.view.turn for step in steps} == {1}
    assert record.types().count(StoryDecisionMadeEvent.event_type) == 1


async def test_two_beginnings_at_the_same_moment_are_one(
    narrative: NarrativeService, record: Record
) -> None:
    views = await asyncio.gather(*(narrative.open(ADA, "en") for _ in range(5)))
    assert len({view.run_id for view in views}) == 1
    assert record.take() == [StoryChapterStartedEvent.event_type]


async def test_an_old_button_is_stale(narrative: NarrativeService) -> None:
    view = await narrative.open(ADA, "en")
    second = (await tap(narrative, view, 1)).view
    with pytest.raises(StaleChoiceError):
        await tap(narrative, view, 0)
    await tap(narrative, second, 0)
    with pytest.raises(StaleChoiceError):
        await tap(narrative, view, 1)
    with pytest.raises(StaleChoiceError):
        await tap(narrative, dataclasses.replace(second, turn=99), 0)


@pytest.mark.parametrize("choice", [-1, 3, 2**40])
async def test_a_choice_that_is_not_there(narrative: NarrativeService, choice: int) -> None:
    view = await narrative.open(ADA, "en")
    with pytest.raises(ChoiceNotOpenError):
        await tap(narrative, view, choice)


@pytest.mark.parametrize("run_id", [0, -5, 999, 2**70])
async def test_a_run_that_is_not_there(narrative: NarrativeService, run_id: int) -> None:
    with pytest.raises(NotYourRunError):
        await narrative.choose(ADA, run_id=run_id, turn=0, choice=0, language="en")


async def test_somebody_else_s_run(narrative: NarrativeService) -> None:
    view = await narrative.open(ADA, "en")
    await narrative.open(BOB, "en")
    with pytest.raises(NotYourRunError):
        await narrative.choose(BOB, run_id=view.run_id, turn=0, choice=0, language="en")
    with pytest.raises(NotYourRunError):
        await narrative.restart(BOB, view.run_id, 0, "en")


async def test_a_clue_is_found_and_kept(narrative: NarrativeService, record: Record) -> None:
    await walk(narrative, TO_THE_LETTER)
    found = record.of(ClueFoundEvent)
    assert [event.clue_id for event in found] == ["letter"]
    last = record.of(StoryDecisionMadeEvent)[-1]
    assert last.consequences == ("clue:letter",)
    assert last.points == 10
    card = await narrative.card(ADA, "es")
    found_names = [clue.name for clue in card.clues if clue.is_found]
    assert found_names == ["Una hoja doblada en ocho"]
    assert {(standing.name, standing.value) for standing in card.relationships} == {
        ("Diana", 1),
        ("Lucien", 2),
    }
    contents = Contents(narrative.tellers, narrative.story_id)
    assert contents.clue_name("letter", "en") == "A sheet folded in eight"
    assert contents.clue_name("nothing", "en") is None


async def test_a_chapter_ends(narrative: NarrativeService, record: Record) -> None:
    view = await walk(narrative, TO_THE_END)
    assert view.ended
    assert view.ending_id == "letter"
    assert view.ending_name == "In good hands"
    assert view.next_chapter_exists
    completed = record.events[-1]
    assert isinstance(completed, StoryChapterCompletedEvent)
    assert (completed.ending_id, completed.decisions) == ("letter", 11)
    assert completed.first_time
    with pytest.raises(ChoiceNotOpenError):
        await tap(narrative, view, 0)
    card = await narrative.card(ADA, "en")
    assert [ending.id for ending in card.endings if ending.is_found] == ["letter"]
    following = await narrative.open(ADA, "en")
    assert following.chapter_title == "A Small Irregularity"
    with pytest.raises(StaleChoiceError):
        await tap(narrative, view, 0)


async def test_reading_again_earns_nothing_twice(
    narrative: NarrativeService, record: Record
) -> None:
    end = await walk(narrative, TO_THE_END)
    earned = sum(event.points for event in record.of(StoryDecisionMadeEvent))
    assert earned >= 30
    record.take()
    view = await narrative.restart(ADA, end.run_id, end.turn, "en")
    assert view.turn == 0
    assert view.run_id != end.run_id
    card = await narrative.card(ADA, "en")
    assert {standing.value for standing in card.relationships} == {0}
    assert [clue.id for clue in card.clues if clue.is_found] == ["letter"]
    assert record.take() == []
    await walk(narrative, TO_THE_END)
    decided = record.of(StoryDecisionMadeEvent)
    assert [event.points for event in decided] == [0] * 11
    assert ClueFoundEvent.event_type not in record.types()
    completed = record.events[-1]
    assert isinstance(completed, StoryChapterCompletedEvent)
    assert not completed.first_time


async def test_a_half_read_chapter_earns_again_from_where_it_was_left(
    narrative: NarrativeService, record: Record
) -> None:
    view = await walk(narrative, [0, 0, 0])
    await narrative.restart(ADA, view.run_id, view.turn, "en")
    record.take()
    await walk(narrative, TO_THE_LETTER)
    decided = record.of(StoryDecisionMadeEvent)
    assert [event.points for event in decided] == [0, 0, 0, 0, 10]


async def test_a_restarted_run_s_buttons_are_stale(narrative: NarrativeService) -> None:
    view = await narrative.open(ADA, "en")
    fresh = await narrative.restart(ADA, view.run_id, 0, "en")
    with pytest.raises(StaleChoiceError):
        await tap(narrative, view, 0)
    with pytest.raises(StaleChoiceError):
        await narrative.restart(ADA, view.run_id, 0, "en")
    await tap(narrative, fresh, 0)
    with pytest.raises(StaleChoiceError):
        await narrative.restart(ADA, fresh.run_id, 0, "en")


async def test_the_language_may_change_at_any_turn(
    narrative: NarrativeService, record: Record
) -> None:
    english = await narrative.open(ADA, "en")
    record.take()
    spanish = await narrative.open(ADA, "es-MX")
    assert spanish.run_id == english.run_id
    assert spanish.lines[0].text.startswith("Tu teléfono marca las 2:59.")
    assert spanish.chapter_title == "Las dos, otra vez"
    assert record.take() == []
    step = await tap(narrative, spanish, 2, "es")
    assert step.chosen_text == "Entrar sin decir palabra"
    back = await narrative.open(ADA, "en")
    assert back.turn == 1
    assert back.lines[0].text.startswith("“No questions.")
    end = await walk(narrative, [0, *TO_THE_END[2:]], "es")
    assert end.lines[-1].text.endswith("Continuará.")
    following = await narrative.open(ADA, "en")
    assert (following.chapter_id, following.language) == ("ch2", "en")


async def test_the_whole_chapter_in_both_languages_and_engines(kernel: Kernel) -> None:
    await kernel.bus.initialize()
    bink = NarrativeService(kernel.uow, BinkEngine(), shipped())
    python = NarrativeService(kernel.uow, InkPythonEngine(), shipped())
    view = await bink.open(ADA, "en")
    for turn, choice in enumerate(TO_THE_END):
        language = "es" if turn % 2 else "en"
        view = (await tap((bink, python)[turn % 2], view, choice, language)).view
    assert view.ended
