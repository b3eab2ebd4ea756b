"""SQL of throws."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.dice.model import DONE, OPEN, REFUNDED, Throw
from domains.gamification.dice.tables import throw

_THROW = [throw.c[name] for name in Throw.__dataclass_fields__]


class Throws:
    """One row for each die."""

    async def open(
        self, tx: Transaction, user_id: int, occasion: str, stake: int, day: date
    ) -> Throw | None:
        """Begin a throw. None: that press has one."""
        row = await tx.execute(
            tx.insert(throw)
            .values(
                user_id=user_id,
                occasion=occasion,
                stake=stake,
                state=OPEN,
                payout=0,
                utc_day=day,
                opened_at=tx.now,
            )
            .on_conflict_do_nothing()
            .returning(*_THROW)
        )
        found = row.first()
        return Throw(**found._mapping) if found is not None else None

    async def free_on(self, tx: Transaction, user_id: int, day: date) -> int:
        """How many free ones somebody had."""
        query = sa.select(sa.func.count()).where(
            throw.c.user_id == user_id, throw.c.utc_day == day, throw.c.stake == 0
        )
        return int(await tx.scalar(query) or 0)

    async def end(
        self, tx: Transaction, user_id: int, throw_id: int, value: int, payout: int
    ) -> Throw | None:
        """The die lies. None: it lay before, or is not theirs."""
        return await self._end(
            tx,
            sa.update(throw)
            .where(throw.c.id == throw_id, throw.c.user_id == user_id, throw.c.state == OPEN)
            .values(state=DONE, value=value, payout=payout),
        )

    async def refund(self, tx: Transaction, throw_id: int) -> Throw | None:
        """Nobody saw it. None: somebody did."""
        return await self._end(
            tx,
            sa.update(throw)
            .where(throw.c.id == throw_id, throw.c.state == OPEN)
            .values(state=REFUNDED, payout=throw.c.stake),
        )

    async def get(self, tx: Transaction, user_id: int, throw_id: int) -> Throw | None:
        """One of theirs."""
        row = await tx.execute(
            sa.select(*_THROW).where(throw.c.id == throw_id, throw.c.user_id == user_id)
        )
        found = row.first()
        return Throw(**found._mapping) if found is not None else None

    async def forgotten(self, tx: Transaction, before: datetime, limit: int) -> list[Throw]:
        """Those that never came to lie, by player."""
        rows = await tx.execute(
            sa.select(*_THROW)
            .where(throw.c.state == OPEN, throw.c.opened_at < before)
            .order_by(throw.c.user_id, throw.c.id)
            .limit(limit)
        )
        return [Throw(**row._mapping) for row in rows]

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody."""
        rows = await tx.execute(sa.select(throw).where(throw.c.user_id == user_id))
        return {throw.name: [dict(row._mapping) for row in rows]}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        await tx.execute(sa.delete(throw).where(throw.c.user_id == user_id))

    async def _end(self, tx: Transaction, ending: sa.Update) -> Throw | None:
        found = (await tx.execute(ending.returning(*_THROW))).first()
        return Throw(**found._mapping) if found is not None else None
