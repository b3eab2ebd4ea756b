"""SQL of the boosts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.boosts.model import ActiveBoost
from domains.gamification.boosts.tables import boost


def strongest_of(user: sa.ColumnElement[int | None]) -> sa.ScalarSelect[int]:
    """Basis points of the strongest interval of `user` around `at`, for those who join it."""
    at = sa.bindparam("at", type_=boost.c.ends_at.type)
    return (
        sa.select(sa.func.max(boost.c.bps))
        .where(boost.c.user_id == user, boost.c.starts_at <= at, boost.c.ends_at > at)
        .scalar_subquery()
    )


class BoostRows:
    """Intervals, only ever added."""

    async def add(
        self,
        tx: Transaction,
        user_id: int,
        key: str,
        bps: int,
        span: tuple[datetime, datetime],
    ) -> bool:
        """Write an interval down. False: this cause has given one before."""
        starts_at, ends_at = span
        result = await tx.execute(
            tx.insert(boost)
            .values(user_id=user_id, key=key, bps=bps, starts_at=starts_at, ends_at=ends_at)
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def last_end(self, tx: Transaction, user_id: int, bps: int) -> datetime | None:
        """When the last interval of this strength ends."""
        row = (
            await tx.execute(
                sa.select(boost.c.ends_at)
                .where(boost.c.user_id == user_id, boost.c.bps == bps)
                .order_by(boost.c.ends_at.desc())
                .limit(1)
            )
        ).first()
        return row.ends_at if row is not None else None

    async def running(self, tx: Transaction, user_id: int, at: datetime) -> list[ActiveBoost]:
        """The strengths that last beyond an instant, the strongest first."""
        ends_at = sa.func.max(boost.c.ends_at).label("ends_at")
        rows = await tx.execute(
            sa.select(boost.c.bps, ends_at)
            .where(boost.c.user_id == user_id, boost.c.ends_at > at)
            .group_by(boost.c.bps)
            .order_by(boost.c.bps.desc())
        )
        return [ActiveBoost(row.bps, row.ends_at) for row in rows]

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        rows = await tx.execute(sa.select(boost).where(boost.c.user_id == user_id))
        return {boost.name: [dict(row._mapping) for row in rows]}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Delete somebody's boosts."""
        await tx.execute(sa.delete(boost).where(boost.c.user_id == user_id))
