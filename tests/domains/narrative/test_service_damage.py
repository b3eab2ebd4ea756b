"""What is damaged, lost or broken, and what a chapter hands over to the next."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from domains.core import (
    Kernel,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
)
from domains.core.testing import Record
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.errors import (
    ChapterRestoredError,
    StaleChoiceError,
    StoryBrokenError,
)
from domains.narrative.journal.tables import checkpoint, decision
from domains.narrative.service import NarrativeService
from tests.domains.narrative.chapters import purse, shipped
from tests.domains.narrative.test_service import (
    ADA,
    TO_THE_END,
    rows,
    spoil,
    tap,
    walk,
)


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
