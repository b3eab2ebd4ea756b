"""SQL of the readers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.narrative.readers.model import Reader, Speed
from domains.narrative.readers.tables import holding, reader

READER = [reader.c[name] for name in Reader.__dataclass_fields__ if name != "user_id"]
"""The columns of a reader, for those who join them; all NULL before the first event."""


class ReaderRows:
    """One row for each player about whom something was said or who said something."""

    async def get(self, tx: Transaction, user_id: int) -> Reader:
        """The reader; as everybody begins when there is no row."""
        query = sa.select(*READER).where(reader.c.user_id == user_id)
        return reader_of(user_id, (await tx.execute(query)).first())

    async def set(self, tx: Transaction, user_id: int, **columns: Any) -> None:
        """Write some columns; the others keep what they have."""
        await self._write(tx, user_id, columns)

    async def set_plan(
        self, tx: Transaction, user_id: int, plan: str, ends_at: datetime | None, at: datetime
    ) -> None:
        """The reader's plan as it was at `at`, unless something newer is known."""
        known = sa.or_(reader.c.plan_said_at.is_(None), reader.c.plan_said_at <= at)
        columns = {"plan": plan, "plan_ends_at": ends_at, "plan_said_at": at}
        await self._write(tx, user_id, columns, known)

    async def raise_level(self, tx: Transaction, user_id: int, level: int) -> None:
        """A level is never lost, in whatever order the news arrives."""
        await self._write(tx, user_id, {"level": level}, reader.c.level < level)

    async def _write(
        self,
        tx: Transaction,
        user_id: int,
        columns: dict[str, Any],
        where: sa.ColumnElement[bool] | None = None,
    ) -> None:
        new = Reader(user_id)
        fresh = {name: getattr(new, name) for name in Reader.__dataclass_fields__}
        await tx.execute(
            tx.insert(reader)
            .values({**fresh, "speed": new.speed.value, **columns})
            .on_conflict_do_update(index_elements=["user_id"], set_=columns, where=where)
        )

    async def items(self, tx: Transaction, user_id: int) -> dict[str, int]:
        """What the reader owns, by item."""
        rows = await tx.execute(
            sa.select(holding.c.item_id, holding.c.quantity).where(
                holding.c.user_id == user_id, holding.c.quantity > 0
            )
        )
        return {row.item_id: row.quantity for row in rows}

    async def gain(self, tx: Transaction, user_id: int, item_id: str, quantity: int) -> None:
        """The reader got more of something."""
        key = {"user_id": user_id, "item_id": item_id}
        more = {"quantity": holding.c.quantity + quantity}
        await tx.execute(
            tx.insert(holding)
            .values(**key, quantity=quantity)
            .on_conflict_do_update(index_elements=list(key), set_=more)
        )

    async def keep(self, tx: Transaction, user_id: int, item_id: str, quantity: int) -> None:
        """So much is left of something."""
        key = {"user_id": user_id, "item_id": item_id}
        await tx.execute(
            tx.insert(holding)
            .values(**key, quantity=quantity)
            .on_conflict_do_update(index_elements=list(key), set_={"quantity": quantity})
        )


def reader_of(user_id: int, row: sa.Row[Any] | None) -> Reader:
    """The reader of a row that has the columns `READER`."""
    if row is None or row.plan is None:
        return Reader(user_id)
    found = {column.name: getattr(row, column.name) for column in READER}
    return Reader(user_id, **{**found, "speed": Speed(row.speed)})
