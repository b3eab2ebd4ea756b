"""SQL of what is known of players."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.days import utc_day
from domains.core.unit_of_work import Transaction
from domains.gamification.players.model import Player
from domains.gamification.players.tables import finished, player

_PLAYER = [player.c[name] for name in Player.__dataclass_fields__]


class Players:
    """One row for everybody who was ever here."""

    async def meet(self, tx: Transaction, user_id: int, at: datetime) -> None:
        """Somebody is here, perhaps for the first time."""
        await tx.execute(
            tx.insert(player)
            .values(
                user_id=user_id,
                timezone="UTC",
                first_seen_at=at,
                active_days=0,
                has_acted=False,
            )
            .on_conflict_do_nothing()
        )

    async def saw(self, tx: Transaction, user_id: int, at: datetime, timezone: str) -> None:
        """Somebody was here at `at`, by the clock of this zone. A day counts once."""
        await self.meet(tx, user_id, at)
        day = utc_day(at)
        is_new = sa.or_(player.c.last_day.is_(None), player.c.last_day < day)
        await tx.execute(
            sa.update(player)
            .where(player.c.user_id == user_id)
            .values(
                timezone=timezone,
                active_days=player.c.active_days + sa.case((is_new, 1), else_=0),
                last_day=sa.case((is_new, day), else_=player.c.last_day),
            )
        )

    async def move(self, tx: Transaction, user_id: int, timezone: str) -> None:
        """Somebody lives by another clock."""
        await tx.execute(
            sa.update(player).where(player.c.user_id == user_id).values(timezone=timezone)
        )

    async def acted(self, tx: Transaction, user_id: int, at: datetime) -> None:
        """Somebody did something real."""
        await self.meet(tx, user_id, at)
        await tx.execute(
            sa.update(player)
            .where(player.c.user_id == user_id, sa.not_(player.c.has_acted))
            .values(has_acted=True)
        )

    async def finish(self, tx: Transaction, user_id: int, chapter_id: str) -> None:
        """Somebody read a chapter to its end."""
        new = {"user_id": user_id, "chapter_id": chapter_id}
        await tx.execute(tx.insert(finished).values(new).on_conflict_do_nothing())

    async def get(self, tx: Transaction, user_id: int, *, lock: bool = False) -> Player | None:
        """The player, or None. With `lock` nobody else decides about them until we commit."""
        query = sa.select(*_PLAYER).where(player.c.user_id == user_id)
        row = (await tx.execute(query.with_for_update() if lock else query)).first()
        return Player(**row._mapping) if row is not None else None

    async def chapters(self, tx: Transaction, user_id: int) -> set[str]:
        """The chapters that somebody has read to their end."""
        rows = await tx.execute(
            sa.select(finished.c.chapter_id).where(finished.c.user_id == user_id)
        )
        return set(rows.scalars())

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in (player, finished)
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        for table in (player, finished):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))
