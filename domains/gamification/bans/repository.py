"""SQL of bans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.bans.tables import ban


class BanRows:
    """A row for each case. Hearing the same again, or the end first, changes nothing."""

    async def impose(self, tx: Transaction, user_id: int, case_id: UUID, at: datetime) -> None:
        """A case began with a ban."""
        await self._hear(tx, user_id, case_id, "banned_at", at)

    async def lift(self, tx: Transaction, user_id: int, case_id: UUID, at: datetime) -> None:
        """A case has ended."""
        await self._hear(tx, user_id, case_id, "ended_at", at)

    async def is_banned(self, tx: Transaction, user_id: int) -> bool:
        """Is any case in force?"""
        query = sa.select(ban.c.case_id).where(
            ban.c.user_id == user_id, ban.c.banned_at.is_not(None), ban.c.ended_at.is_(None)
        )
        return await tx.scalar(query.limit(1)) is not None

    async def first(self, tx: Transaction, user_id: int) -> datetime | None:
        """When somebody was banned for the first time; None: never."""
        at: datetime | None = await tx.scalar(
            sa.select(sa.func.min(ban.c.banned_at)).where(ban.c.user_id == user_id)
        )
        return at

    async def export(
        self, tx: Transaction, user_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Everything about somebody: table → rows."""
        rows = await tx.execute(
            sa.select(ban.c.banned_at, ban.c.ended_at).where(ban.c.user_id == user_id)
        )
        return {ban.name: [dict(row._mapping) for row in rows]}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Forget somebody. Idempotent."""
        await tx.execute(sa.delete(ban).where(ban.c.user_id == user_id))

    @staticmethod
    async def _hear(
        tx: Transaction, user_id: int, case_id: UUID, column: str, at: datetime
    ) -> None:
        new = tx.insert(ban).values(user_id=user_id, case_id=case_id, **{column: at})
        known = sa.func.coalesce(ban.c[column], new.excluded[column])
        await tx.execute(
            new.on_conflict_do_update(
                index_elements=[ban.c.user_id, ban.c.case_id], set_={column: known}
            )
        )
