"""SQL of the statistics."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.narrative.shares.tables import share
from domains.narrative.tables import run

NEWEST_RUNS = 5_000
"""Enough to see where people stop; more would be read for nothing."""


class StatisticRows:
    """Counts over all players."""

    async def decisions(self, tx: Transaction, story_id: str, chapter_id: str) -> dict[str, int]:
        """How many readers took each choice, by its id; counted every hour."""
        rows = await tx.execute(
            sa.select(share.c.decision_id, share.c.readers).where(
                share.c.story_id == story_id, share.c.chapter_id == chapter_id
            )
        )
        return {row.decision_id: row.readers for row in rows}

    async def states(self, tx: Transaction, story_id: str, chapter_id: str) -> list[str]:
        """The saves of those who are in the chapter now, the newest first."""
        rows = await tx.execute(
            sa.select(run.c.state)
            .where(
                run.c.story_id == story_id,
                run.c.chapter_id == chapter_id,
                run.c.is_current,
            )
            .order_by(run.c.updated_at.desc())
            .limit(NEWEST_RUNS)
        )
        return [row.state for row in rows]
