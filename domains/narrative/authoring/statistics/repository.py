"""SQL of the statistics."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.narrative.journal.tables import decision
from domains.narrative.tables import run

NEWEST_RUNS = 5_000
"""Enough to see where people stop; more would be read for nothing."""


class StatisticRows:
    """Counts over the newest readings of a chapter; `version` is a sha256, None counts all."""

    async def readers(
        self, tx: Transaction, story_id: str, chapter_id: str, version: str | None
    ) -> int:
        """How many people began the chapter."""
        newest = _newest(story_id, chapter_id, version)
        query = sa.select(sa.func.count(sa.distinct(newest.c.user_id)))
        return int(await tx.scalar(query) or 0)

    async def decisions(
        self, tx: Transaction, story_id: str, chapter_id: str, version: str | None
    ) -> dict[str, int]:
        """How many readers took each choice, by its id; what was taken back is not counted."""
        newest = _newest(story_id, chapter_id, version)
        rows = await tx.execute(
            sa.select(
                decision.c.decision_id,
                sa.func.count(sa.distinct(decision.c.user_id)).label("readers"),
            )
            .join(newest, newest.c.run_id == decision.c.run_id)
            .where(~decision.c.is_undone)
            .group_by(decision.c.decision_id)
        )
        return {row.decision_id: row.readers for row in rows}

    async def states(
        self, tx: Transaction, story_id: str, chapter_id: str, version: str | None
    ) -> list[str]:
        """The saves of those who are in the chapter now."""
        newest = _newest(story_id, chapter_id, version)
        rows = await tx.execute(
            sa.select(run.c.state)
            .join(newest, newest.c.run_id == run.c.run_id)
            .where(run.c.is_current)
        )
        return [row.state for row in rows]


def _newest(story_id: str, chapter_id: str, version: str | None) -> sa.Subquery:
    query = sa.select(run.c.run_id, run.c.user_id).where(
        run.c.story_id == story_id, run.c.chapter_id == chapter_id
    )
    if version is not None:
        query = query.where(run.c.version == version)
    return query.order_by(run.c.run_id.desc()).limit(NEWEST_RUNS).subquery()
