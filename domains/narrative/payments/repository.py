"""SQL of the paid decisions."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.narrative.payments.model import Payment, State
from domains.narrative.payments.tables import payment

_PAYMENT = [payment.c[name] for name in Payment.__dataclass_fields__]

# Asked for at every turn, so built once.
_PENDING = sa.select(*_PAYMENT).where(
    payment.c.run_id == sa.bindparam("run"), payment.c.state == State.PENDING.value
)


class Payments:
    """Decisions that wait for besitos, or did."""

    async def ask(self, tx: Transaction, wanted: Payment) -> None:
        """Write down that a decision waits. Its run is locked and waits for nothing else."""
        columns = {name: getattr(wanted, name) for name in Payment.__dataclass_fields__}
        await tx.execute(sa.insert(payment).values(asked_at=tx.now, **columns))

    async def pending_of(self, tx: Transaction, run_id: int) -> Payment | None:
        """The decision that a run waits for."""
        row = (await tx.execute(_PENDING, {"run": run_id})).first()
        return Payment(**row._mapping) if row is not None else None

    async def get(self, tx: Transaction, reservation_id: UUID) -> Payment | None:
        """A paid decision by its reservation."""
        return await self._one(tx, payment.c.reservation_id == reservation_id)

    async def settle(
        self, tx: Transaction, reservation_id: UUID, state: State, available: int | None = None
    ) -> None:
        """The wait is over."""
        await tx.execute(
            sa.update(payment)
            .where(
                payment.c.reservation_id == reservation_id,
                payment.c.state == State.PENDING.value,
            )
            .values(state=state.value, available=available, settled_at=tx.now)
        )

    async def _one(self, tx: Transaction, *conditions: sa.ColumnElement[bool]) -> Payment | None:
        row = (await tx.execute(sa.select(*_PAYMENT).where(*conditions))).first()
        return Payment(**row._mapping) if row is not None else None
