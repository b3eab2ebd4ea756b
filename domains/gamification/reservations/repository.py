"""SQL of the reservations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.points.tables import account
from domains.gamification.reservations.model import USUAL_HOLD, Hold, State, Wish
from domains.gamification.reservations.tables import hold

_HOLD = [hold.c[name] for name in Hold.__dataclass_fields__]


class Holds:
    """Reservations. Whoever changes one has locked its account before."""

    async def open(self, tx: Transaction, account_id: int, wish: Wish) -> bool:
        """Write a reservation down as held. False: there is one of this id already."""
        return await self._add(tx, account_id, wish, State.HELD)

    async def keep_out(self, tx: Transaction, account_id: int, wish: Wish, reason: str) -> None:
        """Write down that a reservation is over before it was ever asked for."""
        await self._add(tx, account_id, wish, State.RELEASED, reason)

    async def get(self, tx: Transaction, reservation_id: UUID) -> Hold | None:
        """The reservation, as far as anybody knows of it."""
        row = (
            await tx.execute(sa.select(*_HOLD).where(hold.c.reservation_id == reservation_id))
        ).first()
        return Hold(**row._mapping) if row is not None else None

    async def end(
        self, tx: Transaction, reservation_id: UUID, state: State, reason: str | None = None
    ) -> bool:
        """End a held reservation. False: it is not held (any more)."""
        result = await tx.execute(
            sa.update(hold)
            .where(hold.c.reservation_id == reservation_id, hold.c.state == State.HELD.value)
            .values(state=state.value, reason=reason, ended_at=tx.now)
        )
        return result.rowcount == 1

    async def recapture(self, tx: Transaction, reservation_id: UUID, reason: str) -> bool:
        """An expired reservation was wanted after all. False: it ended in another way."""
        result = await tx.execute(
            sa.update(hold)
            .where(
                hold.c.reservation_id == reservation_id,
                hold.c.state == State.RELEASED.value,
                hold.c.reason == reason,
            )
            .values(state=State.CAPTURED.value, ended_at=tx.now)
        )
        return result.rowcount == 1

    async def expired(
        self, tx: Transaction, now: datetime, limit: int
    ) -> Sequence[tuple[UUID, int, int | None]]:
        """Ids, accounts and people of holds that are too old, in the order of accounts."""
        rows = await tx.execute(
            sa.select(hold.c.reservation_id, hold.c.account_id, account.c.user_id)
            .join_from(hold, account, account.c.id == hold.c.account_id)
            .where(hold.c.state == State.HELD.value, hold.c.expires_at <= now)
            .order_by(hold.c.account_id, hold.c.reservation_id)
            .limit(limit)
        )
        return [(row.reservation_id, row.account_id, row.user_id) for row in rows]

    async def export(self, tx: Transaction, user_id: int) -> list[dict[str, Any]]:
        """Every reservation of somebody, oldest first."""
        rows = await tx.execute(
            sa.select(hold)
            .join_from(hold, account, account.c.id == hold.c.account_id)
            .where(account.c.user_id == user_id)
            .order_by(hold.c.asked_at, hold.c.reservation_id)
        )
        return [{**row._mapping, "reservation_id": str(row.reservation_id)} for row in rows]

    async def _add(
        self,
        tx: Transaction,
        account_id: int,
        wish: Wish,
        state: State,
        reason: str | None = None,
    ) -> bool:
        result = await tx.execute(
            tx.insert(hold)
            .values(
                reservation_id=wish.reservation_id,
                account_id=account_id,
                amount=wish.amount,
                purpose=wish.purpose,
                state=state.value,
                reason=reason,
                asked_at=tx.now,
                expires_at=wish.until or tx.now + USUAL_HOLD,
                ended_at=None if state is State.HELD else tx.now,
            )
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1
