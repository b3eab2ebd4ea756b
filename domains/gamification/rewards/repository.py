"""SQL of the projected plans."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.rewards.tables import plan

NO_PLAN = "free"

_PLAN = sa.select(plan.c.plan).where(plan.c.user_id == sa.bindparam("whose"))


class Plans:
    """Who pays for what, as the user module last said."""

    async def put(self, tx: Transaction, user_id: int, name: str, changed_at: datetime) -> None:
        """Remember a plan, unless something newer is known."""
        new = tx.insert(plan).values(user_id=user_id, plan=name, changed_at=changed_at)
        await tx.execute(
            new.on_conflict_do_update(
                index_elements=[plan.c.user_id],
                set_={"plan": new.excluded.plan, "changed_at": new.excluded.changed_at},
                where=plan.c.changed_at <= new.excluded.changed_at,
            )
        )

    async def of(self, tx: Transaction, user_id: int) -> str:
        """The plan; `free` for somebody who never had one."""
        name = (await tx.execute(_PLAN, {"whose": user_id})).scalar()
        return NO_PLAN if name is None else str(name)

    async def export(self, tx: Transaction, user_id: int) -> list[dict[str, Any]]:
        """Everything about somebody."""
        rows = await tx.execute(sa.select(plan).where(plan.c.user_id == user_id))
        return [dict(row._mapping) for row in rows]

    async def forget(self, tx: Transaction, user_id: int) -> None:
        await tx.execute(sa.delete(plan).where(plan.c.user_id == user_id))
