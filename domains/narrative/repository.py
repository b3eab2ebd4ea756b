"""SQL of the narrative module."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.narrative.engine.interface import SavedState
from domains.narrative.engine.run import NewPage, Run
from domains.narrative.engine.view import Page
from domains.narrative.tables import run

LONGEST_TEXT = 200
"""Characters of a decision's words that are kept."""


class Runs:
    """Players' places in the story."""

    async def current(
        self, tx: Transaction, user_id: int, story_id: str, *, lock: bool = False
    ) -> Run | None:
        """The player's present run. With `lock` nobody else moves it until we commit."""
        query = sa.select(run).where(
            run.c.user_id == user_id, run.c.story_id == story_id, run.c.is_current
        )
        return _run((await tx.execute(query.with_for_update() if lock else query)).first())

    async def locked(self, tx: Transaction, run_id: int) -> Run | None:
        """The run of this id, present or past, locked."""
        if not 0 < run_id < 2**63:  # a forged button's number is no run, not a crash
            return None
        query = sa.select(run).where(run.c.run_id == run_id).with_for_update()
        return _run((await tx.execute(query)).first())

    async def get(self, tx: Transaction, run_id: int) -> Run | None:
        """The run of this id, present or past."""
        return _run((await tx.execute(sa.select(run).where(run.c.run_id == run_id))).first())

    async def begin(
        self,
        tx: Transaction,
        user_id: int,
        place: tuple[str, str],
        seed: int,
        new: NewPage,
    ) -> bool:
        """Make a current run at `place`: story and chapter. False: there is one already."""
        story_id, chapter_id = place
        result = await tx.execute(
            tx.insert(run)
            .values(
                user_id=user_id,
                story_id=story_id,
                chapter_id=chapter_id,
                seed=seed,
                turn=0,
                is_current=True,
                started_at=tx.now,
                updated_at=tx.now,
                **_columns(new),
            )
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def advance(
        self, tx: Transaction, before: Run, choice: int, text: str, new: NewPage
    ) -> Run | None:
        """One decision further. None when the run has moved meanwhile."""
        moved = await self._move(
            tx,
            before,
            turn=before.turn + 1,
            previous_state=before.saved.json,
            last_choice=choice,
            last_text=text[:LONGEST_TEXT],
            **_columns(new),
        )
        if not moved:
            return None
        return replace(
            _told(before, new),
            turn=before.turn + 1,
            previous_state=before.saved.json,
            last_choice=choice,
            last_text=text[:LONGEST_TEXT],
        )

    async def retell(self, tx: Transaction, before: Run, new: NewPage) -> Run | None:
        """The same turn in other words. None when the run has moved meanwhile."""
        return _told(before, new) if await self._move(tx, before, **_columns(new)) else None

    async def leave(self, tx: Transaction, before: Run) -> bool:
        """The run is over for good. Its saves are not needed any more."""
        return await self._move(tx, before, is_current=False, state="", previous_state=None)

    async def _move(self, tx: Transaction, before: Run, **columns: Any) -> bool:
        result = await tx.execute(
            sa.update(run)
            .where(run.c.run_id == before.run_id, run.c.turn == before.turn, run.c.is_current)
            .values(updated_at=tx.now, **columns)
        )
        return result.rowcount == 1


def _told(before: Run, new: NewPage) -> Run:
    return replace(before, shape=new.shape, language=new.language, saved=new.saved, page=new.page)


def _columns(new: NewPage) -> dict[str, Any]:
    return {
        "shape": new.shape,
        "language": new.language,
        "state": new.saved.json,
        "checksum": new.saved.checksum,
        "page": new.page.model_dump_json(exclude_defaults=True),
    }


def _run(row: sa.Row[Any] | None) -> Run | None:
    if row is None:
        return None
    return Run(
        run_id=row.run_id,
        user_id=row.user_id,
        story_id=row.story_id,
        chapter_id=row.chapter_id,
        shape=row.shape,
        language=row.language,
        seed=row.seed,
        turn=row.turn,
        saved=SavedState(row.state, row.checksum),
        previous_state=row.previous_state,
        page=Page.model_validate_json(row.page),
        last_choice=row.last_choice,
        last_text=row.last_text,
        is_current=row.is_current,
    )
