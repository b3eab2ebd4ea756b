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
    ChapterRestoredError,
    ChoiceNotOpenError,
    NotYourRunError,
    StaleChoiceError,
    StoryBrokenError,
)
from domains.narrative.journal.tables import checkpoint, decision
from domains.narrative.service import NarrativeService, Step, StoryView
from domains.narrative.tables import run as run_table
from tests.domains.narrative.chapters import purse, shipped

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


@pytest.mark.parametrize(
    "damage",
    [
        {"checksum": "0" * 64},
        {"state": "{}"},
        {"shape": "another version"},
        {"version": "removed"},
        {"version": "removed", "state": "{}"},
    ],
)
async def test_a_damaged_run_is_mended_and_nobody_notices(
    kernel: Kernel, narrative: NarrativeService, record: Record, damage: dict[str, str]
) -> None:
    view = await walk(narrative, [0, 0, 0])
    whole = await narrative.open(ADA, "en")
    await spoil(kernel, **damage)
    record.take()
    step = await tap(narrative, view, 0)
    assert (step.view.run_id, step.view.turn) == (view.run_id, 4)
    assert record.types().count(StoryDecisionMadeEvent.event_type) == 1
    assert whole.choices[0].text == step.chosen_text


async def test_what_cannot_be_mended_begins_at_the_chapter_s_start(
    kernel: Kernel, narrative: NarrativeService, record: Record
) -> None:
    view = await walk(narrative, [0, 0, 0])
    await spoil(kernel, checksum="0" * 64)
    async with kernel.uow() as tx:
        await tx.execute(sa.delete(decision))
    record.take()
    with pytest.raises(ChapterRestoredError):
        await tap(narrative, view, 0)
    assert record.take() == []
    restored = await narrative.open(ADA, "en")
    assert (restored.depth, restored.turn) == (0, 4)
    await tap(narrative, restored, 0)


async def test_a_run_of_a_lost_version_goes_on_where_it_was_when_opened(
    kernel: Kernel, narrative: NarrativeService
) -> None:
    view = await walk(narrative, [0, 0])
    await spoil(kernel, shape="another version", version="removed")
    restored = await narrative.open(ADA, "en")
    assert (restored.turn, restored.run_id) == (2, view.run_id)
    assert restored.lines == view.lines


async def test_a_finished_run_of_another_version_stays_finished(kernel: Kernel) -> None:
    await kernel.bus.initialize()
    service = NarrativeService(kernel.uow, BinkEngine(), purse())
    await tap(service, await service.open(ADA, "en"), 0)
    end = (await tap(service, await service.open(ADA, "en"), 0)).view
    assert end.ended
    await spoil(kernel, shape="another version")
    assert await service.open(ADA, "en") == end


async def test_a_finished_run_of_another_version_leads_on(
    kernel: Kernel, narrative: NarrativeService
) -> None:
    await walk(narrative, TO_THE_END)
    await spoil(kernel, shape="another version")
    assert (await narrative.open(ADA, "en")).chapter_id == "ch2"


async def test_a_broken_script_changes_nothing(kernel: Kernel, record: Record) -> None:
    await kernel.bus.initialize()
    sound = NarrativeService(kernel.uow, BinkEngine(), shipped())
    view = await sound.open(ADA, "en")
    record.take()
    slow = NarrativeService(kernel.uow, BinkEngine(budget_seconds=0), shipped())
    with pytest.raises(StoryBrokenError):
        await tap(slow, view, 0)
    assert record.take() == []
    assert await sound.open(ADA, "en") == view
    assert (await tap(sound, view, 0)).view.turn == 1


async def test_what_is_written_down(kernel: Kernel, narrative: NarrativeService) -> None:
    await walk(narrative, [0, 0, 0])
    made = await rows(kernel, sa.select(decision.c.decision_id).order_by(decision.c.turn))
    assert [row.decision_id for row in made] == ["street_card", "hall_give_coat", "stairs_rain"]
    (at,) = await rows(kernel, sa.select(checkpoint))
    assert (at.chapter_id, at.furthest_turn, at.completed_at) == ("ch1", 3, None)


async def test_the_next_chapter_remembers(kernel: Kernel, record: Record) -> None:
    await kernel.bus.initialize()
    service = NarrativeService(kernel.uow, BinkEngine(), purse())
    first = await service.open(ADA, "en")
    end = (await tap(service, first, 0)).view
    assert end.ended
    assert end.next_chapter_exists
    record.take()
    second, again = await asyncio.gather(service.open(ADA, "en"), service.open(ADA, "en"))
    assert second == again
    assert second.chapter_title == "Carried"
    assert second.lines[0].text == "You still have 7 and stone."
    assert record.take() == [StoryChapterStartedEvent.event_type]
    with pytest.raises(StaleChoiceError):
        await tap(service, first, 0)

    # Read again, the chapter begins with what was carried into it.
    spent = (await tap(service, second, 0)).view
    assert not spent.next_chapter_exists
    fresh = await service.restart(ADA, spent.run_id, spent.turn, "en")
    assert fresh.lines[0].text == "You still have 7 and stone."
    assert await service.open(ADA, "en") == fresh


async def test_a_damaged_end_hands_over_what_the_chapter_began_with(
    kernel: Kernel, record: Record
) -> None:
    await kernel.bus.initialize()
    service = NarrativeService(kernel.uow, BinkEngine(), purse())
    await tap(service, await service.open(ADA, "en"), 0)
    await spoil(kernel, checksum="0" * 64)
    second = await service.open(ADA, "en")
    assert second.chapter_title == "Carried"
    assert second.lines[0].text.startswith("You still have 0")
