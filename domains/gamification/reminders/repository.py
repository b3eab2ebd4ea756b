"""SQL of what is about to be lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.streaks.tables import streak


@dataclass(frozen=True, slots=True)
class Endangered:
    """A run that ends at its deadline unless its player does something."""

    user_id: int
    days: int
    deadline_at: datetime
    timezone: str


class EndangeredStreaks:
    """Runs whose last day is about to end. Whoever has acted today has a later deadline."""

    async def between(
        self,
        tx: Transaction,
        after: datetime,
        until: datetime,
        shortest: int,
        last: Endangered | None,
        limit: int,
    ) -> list[Endangered]:
        """Those with a deadline in (after, until], in a stable order from behind `last`."""
        query = sa.select(
            streak.c.user_id,
            streak.c.length.label("days"),
            streak.c.deadline_at,
            streak.c.timezone,
        ).where(
            streak.c.length > 0,
            streak.c.length >= shortest,
            streak.c.deadline_at > after,
            streak.c.deadline_at <= until,
        )
        if last is not None:
            query = query.where(
                sa.or_(
                    streak.c.deadline_at > last.deadline_at,
                    sa.and_(
                        streak.c.deadline_at == last.deadline_at, streak.c.user_id > last.user_id
                    ),
                )
            )
        rows = await tx.execute(
            query.order_by(streak.c.deadline_at, streak.c.user_id).limit(limit)
        )
        return [Endangered(**row._mapping) for row in rows]
