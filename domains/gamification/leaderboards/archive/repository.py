"""SQL of closed periods, and of what is kept about somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.leaderboards.model import Ranked
from domains.gamification.leaderboards.tables import board, player, score, standing, tally

_PERSONAL = (player, score, standing)


@dataclass(frozen=True, slots=True)
class FinalPlace:
    """A place of a closed period. `prize` is besitos."""

    kind: str
    period: str
    rank: int
    score: int
    prize: int


class Standings:
    """Final places, one per player and period, whoever writes them."""

    async def write(
        self, tx: Transaction, board_id: int, places: Sequence[tuple[Ranked, int]]
    ) -> None:
        """Write places with their prizes; those that stand already stay as they are."""
        if not places:
            return
        rows = [
            {
                "board_id": board_id,
                "user_id": place.user_id,
                "rank": place.rank,
                "score": place.score,
                "prize": prize,
            }
            for place, prize in places
        ]
        for start in range(0, len(rows), 500):  # SQLite binds 32 766 values at most
            chunk = rows[start : start + 500]
            await tx.execute(tx.insert(standing).values(chunk).on_conflict_do_nothing())

    async def of(self, tx: Transaction, user_id: int) -> list[FinalPlace]:
        """Somebody's final places, the newest period first."""
        rows = await tx.execute(
            sa.select(
                board.c.kind, board.c.period, standing.c.rank, standing.c.score, standing.c.prize
            )
            .join(board, board.c.board_id == standing.c.board_id)
            .where(standing.c.user_id == user_id)
            .order_by(board.c.ends_at.desc(), board.c.board_id)
        )
        return [FinalPlace(**row._mapping) for row in rows]


class Remains:
    """What is deleted: old scores by age, a person's rows on request."""

    async def delete_scores(self, tx: Transaction, board_id: int, limit: int) -> int:
        """Delete a batch of a closed edition's scores, at last its histogram. How many."""
        some = sa.select(score.c.user_id).where(score.c.board_id == board_id).limit(limit)
        result = await tx.execute(
            sa.delete(score).where(score.c.board_id == board_id, score.c.user_id.in_(some))
        )
        if result.rowcount < limit:
            await tx.execute(sa.delete(tally).where(tally.c.board_id == board_id))
        return result.rowcount

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in _PERSONAL
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Delete a locked player's rows; whoever uncounts them does so before."""
        for table in _PERSONAL:
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))
