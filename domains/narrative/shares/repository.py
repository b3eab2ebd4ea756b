"""SQL of the shares."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.narrative.journal.tables import decision
from domains.narrative.shares.tables import share


class ShareRows:
    """One row for every decision that somebody has made."""

    async def count(self, tx: Transaction) -> None:
        """Count all of them anew: each reader once for each decision."""
        counted = (
            sa.select(
                decision.c.story_id,
                decision.c.chapter_id,
                decision.c.decision_id,
                sa.func.count(sa.distinct(decision.c.user_id)),
            )
            .where(~decision.c.is_undone)
            .group_by(decision.c.story_id, decision.c.chapter_id, decision.c.decision_id)
        )
        await tx.execute(sa.delete(share))
        await tx.execute(sa.insert(share).from_select(list(share.c.keys()), counted))

    async def readers(self, tx: Transaction, story_id: str, chapter_id: str) -> dict[str, int]:
        """How many readers made each decision of a chapter."""
        rows = await tx.execute(
            sa.select(share.c.decision_id, share.c.readers).where(
                share.c.story_id == story_id, share.c.chapter_id == chapter_id
            )
        )
        return {row.decision_id: row.readers for row in rows}
