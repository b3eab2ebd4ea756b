"""What a turn asks of the database. A bound of statements, not of time: it is the same everywhere.

On PostgreSQL each is a round trip, so this is most of what a turn costs there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from domains.core import Kernel
from domains.narrative.engine.interface import SavedState
from domains.narrative.engine.run import NewPage
from domains.narrative.journal.tables import checkpoint, decision, relationship
from domains.narrative.repository import Runs
from domains.narrative.service import NarrativeService, StoryView
from domains.narrative.tables import run, save
from domains.narrative.turns.model import Turn
from domains.narrative.turns.repository import TurnRows
from tests.support.statements import statements

ADA = 101
MOST = {"postgresql": 3, "sqlite": 7}
"""The run with all that is known of its reader; everything that the turn writes; its events.

SQLite writes run, save, decision, checkpoint and relationships one after the other.
"""
ORDINARY = [0, 0, 0, 0]
"""Card, coat given, rain, follow her: no clue is found, and the chapter goes on."""


async def asked_for(narrative: NarrativeService, view: StoryView, choice: int) -> list[str]:
    with statements() as run:
        step = await narrative.choose(
            ADA, run_id=view.run_id, turn=view.turn, choice=choice, language="en"
        )
    assert not step.repeated
    assert not step.changes.clues_found
    return run


async def test_an_ordinary_turn_asks_the_database_a_few_times(
    narrative: NarrativeService, kernel: Kernel
) -> None:
    first, *others = ORDINARY
    await asked_for(narrative, await narrative.open(ADA, "en"), first)  # and the hour's shares
    view = await narrative.open(ADA, "en")
    for choice in others:
        run = await asked_for(narrative, view, choice)
        assert len(run) <= MOST[kernel.database.dialect], "\n".join(run)
        view = await narrative.open(ADA, "en")


async def test_a_turn_that_is_told_once_more_is_read_and_nothing_else(
    narrative: NarrativeService,
) -> None:
    view = await narrative.open(ADA, "en")
    await asked_for(narrative, view, 0)
    with statements() as run:
        await narrative.choose(ADA, run_id=view.run_id, turn=view.turn, choice=0, language="en")
    assert len(run) == 1
    assert run[0].startswith("SELECT")


async def test_a_turn_of_a_run_that_has_moved_writes_nothing_at_all(
    narrative: NarrativeService, kernel: Kernel
) -> None:
    await asked_for(narrative, await narrative.open(ADA, "en"), 0)
    before = await everything(kernel)
    async with kernel.uow() as tx:
        now = await Runs().current(tx, ADA, narrative.story_id)
        assert now is not None
        late = replace(now, turn=now.turn - 1, depth=7)
        new = NewPage(now.version, now.shape, "es", SavedState.of("{}"), now.page)
        turn = Turn(late, now.page.choices[0], new, {"diana": 99, "lucien": 99})
        assert await TurnRows().write(tx, turn) is None
    assert await everything(kernel) == before


async def everything(kernel: Kernel) -> dict[str, list[Any]]:
    tables = (run, save, decision, checkpoint, relationship)
    async with kernel.uow.reading() as tx:
        return {table.name: list(await tx.execute(sa.select(table))) for table in tables}
