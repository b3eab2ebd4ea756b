"""SQL of gifts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.gift.model import Gift
from domains.gamification.gift.tables import gift

_GIFT = [gift.c[name] for name in Gift.__dataclass_fields__]


class Gifts:
    """One row for each day that somebody took theirs."""

    async def last(self, tx: Transaction, user_id: int) -> Gift | None:
        """The newest one."""
        row = await tx.execute(
            sa.select(*_GIFT).where(gift.c.user_id == user_id).order_by(gift.c.day.desc()).limit(1)
        )
        found = row.first()
        return Gift(**found._mapping) if found is not None else None

    async def take(self, tx: Transaction, user_id: int, new: Gift) -> bool:
        """Write one down. False: the day's is taken."""
        result = await tx.execute(
            tx.insert(gift).values(user_id=user_id, **asdict(new)).on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody."""
        rows = await tx.execute(sa.select(gift).where(gift.c.user_id == user_id))
        return {gift.name: [dict(row._mapping) for row in rows]}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        await tx.execute(sa.delete(gift).where(gift.c.user_id == user_id))
