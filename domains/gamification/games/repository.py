"""SQL of stakes."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.games.tables import wager


class Wagers:
    """One row for each UTC day on which somebody played for besitos."""

    async def stake(
        self, tx: Transaction, user_id: int, day: date, amount: int, limit: int
    ) -> int | None:
        """Stake so much if, were it lost, the day's loss stayed within the limit.

        None when it does; else how much could still be staked.
        """
        new = {"user_id": user_id, "utc_day": day, "staked": 0, "returned": 0}
        await tx.execute(tx.insert(wager).values(new).on_conflict_do_nothing())
        lost = wager.c.staked - wager.c.returned
        done = await tx.execute(
            sa.update(wager)
            .where(*_of(user_id, day), lost + amount <= limit)
            .values(staked=wager.c.staked + amount)
        )
        if done.rowcount == 1:
            return None
        return max(0, limit - int(await tx.scalar(sa.select(lost).where(*_of(user_id, day))) or 0))

    async def give_back(self, tx: Transaction, user_id: int, day: date, amount: int) -> None:
        """So much of the day's stakes came back."""
        await tx.execute(
            sa.update(wager).where(*_of(user_id, day)).values(returned=wager.c.returned + amount)
        )

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody."""
        rows = await tx.execute(sa.select(wager).where(wager.c.user_id == user_id))
        return {wager.name: [dict(row._mapping) for row in rows]}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        await tx.execute(sa.delete(wager).where(wager.c.user_id == user_id))


def _of(user_id: int, day: date) -> tuple[sa.ColumnElement[bool], ...]:
    return wager.c.user_id == user_id, wager.c.utc_day == day
