"""SQL of duels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.duels.model import OPEN, RUNNING, Duel
from domains.gamification.duels.tables import duel

_DUEL = [duel.c[name] for name in Duel.__dataclass_fields__]


class Duels:
    """One row for each. Whoever changes one has locked it before."""

    async def add(self, tx: Transaction, new: Duel) -> bool:
        """Write an invitation down. False: the challenger has one open."""
        result = await tx.execute(tx.insert(duel).values(**asdict(new)).on_conflict_do_nothing())
        return result.rowcount == 1

    async def by_code(self, tx: Transaction, code: str, *, lock: bool = False) -> Duel | None:
        """The duel that an invitation is for."""
        return await self._one(tx, duel.c.code == code, lock=lock)

    async def get(self, tx: Transaction, duel_id: UUID, *, lock: bool = False) -> Duel | None:
        """The duel."""
        return await self._one(tx, duel.c.id == duel_id, lock=lock)

    async def latest_of(self, tx: Transaction, user_id: int, limit: int) -> list[Duel]:
        """Somebody's newest duels."""
        rows = await tx.execute(
            sa.select(*_DUEL)
            .where(sa.or_(duel.c.challenger_id == user_id, duel.c.opponent_id == user_id))
            .order_by(duel.c.created_at.desc(), duel.c.id)
            .limit(limit)
        )
        return [Duel(**row._mapping) for row in rows]

    async def change(self, tx: Transaction, duel_id: UUID, former: str, **values: Any) -> bool:
        """Change one that is in a state. False: it is not."""
        result = await tx.execute(
            sa.update(duel).where(duel.c.id == duel_id, duel.c.state == former).values(**values)
        )
        return result.rowcount == 1

    async def overdue(self, tx: Transaction, now: datetime, limit: int) -> Sequence[UUID]:
        """Those whose time is over."""
        rows = await tx.execute(
            sa.select(duel.c.id)
            .where(duel.c.state.in_((OPEN, RUNNING)), duel.c.ends_at <= now)
            .order_by(duel.c.ends_at, duel.c.id)
            .limit(limit)
        )
        return list(rows.scalars())

    async def under_way_of(self, tx: Transaction, user_id: int) -> Sequence[UUID]:
        """Somebody's duels that are not over."""
        rows = await tx.execute(
            sa.select(duel.c.id)
            .where(
                sa.or_(duel.c.challenger_id == user_id, duel.c.opponent_id == user_id),
                duel.c.state.in_((OPEN, RUNNING)),
            )
            .order_by(duel.c.id)
        )
        return list(rows.scalars())

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody, nothing about whom they played with."""
        kept = ("id", "stake", "state", "created_at", "ends_at")
        return {
            duel.name: [
                {
                    name: str(value) if name == "id" else value
                    for name, value in asdict(each).items()
                    if name in kept
                }
                | {"score": each.score_of(user_id)}
                for each in await self.latest_of(tx, user_id, 10_000)
            ]
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        await tx.execute(sa.delete(duel).where(duel.c.challenger_id == user_id))
        await tx.execute(
            sa.update(duel).where(duel.c.opponent_id == user_id).values(opponent_id=None)
        )

    async def _one(
        self, tx: Transaction, where: sa.ColumnElement[bool], *, lock: bool
    ) -> Duel | None:
        query = sa.select(*_DUEL).where(where)
        row = (await tx.execute(query.with_for_update() if lock else query)).first()
        return Duel(**row._mapping) if row is not None else None
