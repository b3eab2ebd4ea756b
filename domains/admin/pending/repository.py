"""SQL of adjustments that wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.admin.grants.model import Cause
from domains.admin.pending.model import Pending, State
from domains.admin.pending.tables import pending
from domains.admin.tables import audit, person
from domains.core.unit_of_work import Transaction

_asker, _target = person.alias("asker_person"), person.alias("target_person")
_IS_OPEN = pending.c.state == State.OPEN.value
_PENDING = (
    sa.select(
        pending.c.id,
        _asker.c.user_id.label("asker_id"),
        _target.c.user_id.label("target_id"),
        *(pending.c[name] for name in ("amount", "reason", "day", "asked_at", "expires_at")),
        # The code stands once, in the line that asked; lines are never deleted.
        audit.c.details["cause"].as_string().label("cause"),
    )
    .join_from(pending, audit, audit.c.id == pending.c.id)
    .outerjoin(_asker, _asker.c.subject == pending.c.asker)
    .outerjoin(_target, _target.c.subject == pending.c.target)
)


class PendingRows:
    """A row for every adjustment that ever had to wait."""

    async def open(self, tx: Transaction, wanted: Pending, asker: UUID, target: UUID) -> None:
        """From now on it waits."""
        await tx.execute(
            sa.insert(pending).values(
                id=wanted.id,
                asker=asker,
                target=target,
                amount=wanted.amount,
                reason=wanted.reason,
                day=wanted.day,
                asked_at=wanted.asked_at,
                expires_at=wanted.expires_at,
                state=State.OPEN.value,
            )
        )

    async def close(
        self, tx: Transaction, pending_id: UUID, state: State, by: UUID | None = None
    ) -> bool:
        """End one. False: it does not wait any more, or, unless it is to expire, has expired."""
        ended = sa.update(pending).where(pending.c.id == pending_id, _IS_OPEN)
        if state is not State.EXPIRED:
            ended = ended.where(pending.c.expires_at > tx.now)
        result = await tx.execute(
            ended.values(state=state.value, decided_by=by, decided_at=tx.now)
        )
        return result.rowcount == 1

    async def get(self, tx: Transaction, pending_id: UUID) -> Pending | None:
        """One that waits; None for one that has ended or expired."""
        query = _PENDING.where(pending.c.id == pending_id, _IS_OPEN)
        row = (await tx.execute(query.where(pending.c.expires_at > tx.now))).first()
        return _pending(row) if row is not None else None

    async def waiting(self, tx: Transaction, limit: int) -> list[Pending]:
        """Those that wait for somebody we know, those that expire first at the beginning."""
        return await self._read(
            tx,
            _PENDING.where(
                _IS_OPEN,
                pending.c.expires_at > tx.now,
                _asker.c.user_id.is_not(None),
                _target.c.user_id.is_not(None),
            ).limit(limit),
        )

    async def expired(self, tx: Transaction, limit: int) -> list[Pending]:
        """Those that have waited too long."""
        late = _PENDING.where(_IS_OPEN, pending.c.expires_at <= tx.now)
        return await self._read(tx, late.limit(limit))

    async def export(self, tx: Transaction, user_id: int) -> list[dict[str, Any]]:
        """Everything that was asked for somebody."""
        columns = (pending.c[name] for name in ("amount", "reason", "asked_at", "state"))
        rows = await tx.execute(
            sa.select(*columns)
            .join_from(pending, _target, _target.c.subject == pending.c.target)
            .where(_target.c.user_id == user_id)
            .order_by(pending.c.asked_at, pending.c.id)
        )
        return [{**row._mapping, "asked_at": row.asked_at.isoformat()} for row in rows]

    @staticmethod
    async def _read(tx: Transaction, query: sa.Select[Any]) -> list[Pending]:
        ordered = query.order_by(pending.c.expires_at, pending.c.id)
        return [_pending(row) for row in await tx.execute(ordered)]


def _pending(row: sa.Row[Any]) -> Pending:
    cause = row.cause and Cause(row.cause)
    return Pending(**{**row._mapping, "cause": cause})
