"""SQL of achievements."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from domains.core.events import BaseEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.achievements.model import Achievement, Progress, Unlock
from domains.gamification.achievements.tables import progress, unlock


class AchievementRows:
    """Counters, and what they unlocked."""

    async def advance(
        self, tx: Transaction, user_id: int, achievement: Achievement, made: Progress
    ) -> int:
        """Move somebody's counter, never back; the steps made so far."""
        new = tx.insert(progress).values(
            user_id=user_id,
            code=achievement.code,
            version=achievement.version,
            steps=made.steps,
            updated_at=tx.now,
        )
        more = new.excluded.steps
        higher = sa.case((progress.c.steps < more, more), else_=progress.c.steps)
        steps = await tx.execute(
            new.on_conflict_do_update(
                index_elements=[progress.c.user_id, progress.c.code, progress.c.version],
                set_={
                    "steps": higher if made.is_total else progress.c.steps + more,
                    "updated_at": new.excluded.updated_at,
                },
            ).returning(progress.c.steps)
        )
        return int(steps.scalar_one())

    async def unlock(
        self, tx: Transaction, user_id: int, achievement: Achievement, tier: int, by: BaseEvent
    ) -> bool:
        """Unlock a tier. False when it was unlocked before."""
        result = await tx.execute(
            tx.insert(unlock)
            .values(
                user_id=user_id,
                code=achievement.code,
                tier=tier,
                version=achievement.version,
                source_event=by.event_id,
                unlocked_at=by.timestamp,
            )
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def progress_of(self, tx: Transaction, user_id: int) -> dict[tuple[str, int], int]:
        """(code, version) → steps."""
        rows = await tx.execute(
            sa.select(progress.c.code, progress.c.version, progress.c.steps).where(
                progress.c.user_id == user_id
            )
        )
        return {(row.code, row.version): row.steps for row in rows}

    async def unlocks_of(self, tx: Transaction, user_id: int) -> list[Unlock]:
        """Everything unlocked, newest first."""
        rows = await tx.execute(
            sa.select(unlock.c.code, unlock.c.tier, unlock.c.unlocked_at)
            .where(unlock.c.user_id == user_id)
            .order_by(unlock.c.unlocked_at.desc(), unlock.c.code, unlock.c.tier.desc())
        )
        return [Unlock(**row._mapping) for row in rows]

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in (progress, unlock)
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        for table in (progress, unlock):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))
