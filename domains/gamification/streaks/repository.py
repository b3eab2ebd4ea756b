"""SQL of streaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from domains.core.database import Prepared
from domains.core.unit_of_work import Transaction
from domains.gamification.streaks.model import DayMark, DayView, Streak
from domains.gamification.streaks.tables import streak, streak_day, streak_grant

_STREAK = [streak.c[name] for name in Streak.__dataclass_fields__]
_OF = sa.select(*_STREAK).where(streak.c.user_id == sa.bindparam("whose"))
_GET, _LOCK = Prepared(_OF), Prepared(_OF.with_for_update())
_DAYS = Prepared(
    sa.select(streak_day.c.day, streak_day.c.kind, streak_day.c.at)
    .where(
        streak_day.c.user_id == sa.bindparam("whose"), streak_day.c.day >= sa.bindparam("since")
    )
    .order_by(streak_day.c.day)
)


class StreakRows:
    """One row for everybody who was ever here, one row for every day they were."""

    async def get(self, tx: Transaction, user_id: int, *, lock: bool = False) -> Streak | None:
        """The streak as last written down. With `lock` nobody else changes it until we commit."""
        row = await tx.first(_LOCK if lock else _GET, {"whose": user_id})
        return Streak(*row) if row is not None else None

    async def create(self, tx: Transaction, user_id: int, new: Streak) -> bool:
        """Write the first streak of somebody. False when there is one already."""
        result = await tx.execute(
            tx.insert(streak).values(user_id=user_id, **asdict(new)).on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def save(self, tx: Transaction, user_id: int, changed: Streak) -> None:
        """Write a locked streak back, as its next version."""
        values = {**asdict(changed), "version": changed.version + 1}
        await tx.execute(sa.update(streak).where(streak.c.user_id == user_id).values(**values))

    async def granted(self, tx: Transaction, user_id: int, key: str) -> bool:
        """Has this cause given freezes already?"""
        query = sa.select(streak_grant.c.count).where(
            streak_grant.c.user_id == user_id, streak_grant.c.key == key
        )
        return await tx.scalar(query) is not None

    async def grant(self, tx: Transaction, user_id: int, key: str, count: int) -> None:
        """Write down where freezes came from. The streak is locked."""
        row = {"user_id": user_id, "key": key, "count": count, "at": tx.now}
        await tx.execute(tx.insert(streak_grant).values(row))

    async def grants_like(self, tx: Transaction, user_id: int, prefix: str) -> int:
        """How many freezes came from causes whose names begin so."""
        query = sa.select(sa.func.sum(streak_grant.c.count)).where(
            streak_grant.c.user_id == user_id,
            streak_grant.c.key.startswith(prefix, autoescape=True),
        )
        return int(await tx.scalar(query) or 0)

    async def mark(self, tx: Transaction, user_id: int, marks: Sequence[DayMark]) -> None:
        """Write days down, each once: the first kind of a day stands."""
        rows = [
            {
                "user_id": user_id,
                "day": mark.day,
                "kind": mark.kind.value,
                "run_id": mark.run_id,
                "at": mark.at,
            }
            for mark in marks
        ]
        await tx.execute(tx.insert(streak_day).values(rows).on_conflict_do_nothing())

    async def join(self, tx: Transaction, user_id: int, run_id: str, into: str) -> None:
        """Let the days of one run belong to another."""
        await tx.execute(
            sa.update(streak_day)
            .where(streak_day.c.user_id == user_id, streak_day.c.run_id == run_id)
            .values(run_id=into)
        )

    async def days(self, tx: Transaction, user_id: int, since: date) -> list[DayView]:
        """Days that counted, oldest first."""
        rows = await tx.fetch(_DAYS, {"whose": user_id, "since": since})
        return [DayView(**row._asdict()) for row in rows]

    async def overdue(self, tx: Transaction, now: datetime, limit: int) -> list[int]:
        """Players whose run has passed its deadline, the longest ago first."""
        rows = await tx.execute(
            sa.select(streak.c.user_id)
            .where(streak.c.length > 0, streak.c.deadline_at <= now)
            .order_by(streak.c.deadline_at)
            .limit(limit)
        )
        return [int(user_id) for user_id in rows.scalars()]

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in (streak, streak_day, streak_grant)
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        for table in (streak, streak_day, streak_grant):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))
