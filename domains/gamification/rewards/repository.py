"""SQL of the projected plans."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.database import Prepared
from domains.core.unit_of_work import Transaction
from domains.gamification.boosts.repository import strongest_of
from domains.gamification.points.model import Account
from domains.gamification.points.repository import Accounts
from domains.gamification.points.tables import account
from domains.gamification.rewards.model import Earner
from domains.gamification.rewards.tables import plan
from domains.gamification.streaks.model import Streak
from domains.gamification.streaks.tables import streak

NO_PLAN = "free"

_PLAN = sa.select(plan.c.plan).where(plan.c.user_id == sa.bindparam("whose"))

_OWNED = len(Account.__dataclass_fields__)
_RUN = _OWNED + 2
_ACCOUNT = [account.c[name] for name in Account.__dataclass_fields__]
_STREAK = [streak.c[name] for name in Streak.__dataclass_fields__]
# Only the account is locked. Who has to wait for it gets plan, streak and boosts as they were
# before, as if they had been asked for first: good enough for these, not for what the day brought.
_EARNER = Prepared(
    sa.select(*_ACCOUNT, plan.c.plan, strongest_of(account.c.user_id), *_STREAK)
    .select_from(
        account.outerjoin(plan, plan.c.user_id == account.c.user_id).outerjoin(
            streak, streak.c.user_id == account.c.user_id
        )
    )
    .where(account.c.user_id == sa.bindparam("whose"))
    .with_for_update(of=account)
)


class Earners:
    """Accounts of those who earn, with everything that multiplies it."""

    def __init__(self) -> None:
        self._accounts = Accounts()

    async def lock(self, tx: Transaction, user_id: int, at: datetime) -> Earner:
        """Who earns something at `at`; the account, opened if need be, is ours until we commit."""
        asked = {"whose": user_id, "at": at}
        row = await tx.first(_EARNER, asked)
        if row is None:
            await self._accounts.lock(tx, user_id)
            [row] = await tx.fetch(_EARNER, asked)
        owned, (name, boost_bps), run = row[:_OWNED], row[_OWNED:_RUN], row[_RUN:]
        return Earner(
            Account(*owned),
            NO_PLAN if name is None else name,
            Streak(*run) if run[0] is not None else None,
            boost_bps,
        )


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
