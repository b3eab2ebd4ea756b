"""SQL of the bag."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.inventory.model import Owned
from domains.gamification.inventory.tables import move, owned, worn

_OWNED = [owned.c[name] for name in Owned.__dataclass_fields__]


class BagRows:
    """One row for every kind of thing that somebody ever owned."""

    async def write_move(
        self, tx: Transaction, user_id: int, key: str, item_id: str, quantity: int
    ) -> bool:
        """Write a change down. False: this cause has changed the bag before."""
        values = {
            "user_id": user_id,
            "key": key,
            "item_id": item_id,
            "quantity": quantity,
            "at": tx.now,
        }
        result = await tx.execute(tx.insert(move).values(values).on_conflict_do_nothing())
        return result.rowcount == 1

    async def moved(self, tx: Transaction, user_id: int, key: str) -> tuple[str, int] | None:
        """What a cause has changed: the item, and by how many."""
        row = (
            await tx.execute(
                sa.select(move.c.item_id, move.c.quantity).where(
                    move.c.user_id == user_id, move.c.key == key
                )
            )
        ).first()
        return (row.item_id, row.quantity) if row is not None else None

    async def add(self, tx: Transaction, user_id: int, item_id: str, quantity: int) -> None:
        """Put copies into a bag."""
        new = tx.insert(owned).values(
            user_id=user_id, item_id=item_id, quantity=quantity, version=1, changed_at=tx.now
        )
        await tx.execute(
            new.on_conflict_do_update(
                index_elements=[owned.c.user_id, owned.c.item_id],
                set_={
                    "quantity": owned.c.quantity + quantity,
                    "version": owned.c.version + 1,
                    "changed_at": tx.now,
                },
            )
        )

    async def remove(
        self, tx: Transaction, user_id: int, item_id: str, quantity: int, version: int | None
    ) -> int | None:
        """Take copies out of a bag that has as many; how many are left.

        None: there are not as many, or the bag is not at this version any more.
        """
        change = (
            sa.update(owned)
            .where(
                owned.c.user_id == user_id,
                owned.c.item_id == item_id,
                owned.c.quantity >= quantity,
            )
            .values(
                quantity=owned.c.quantity - quantity,
                version=owned.c.version + 1,
                changed_at=tx.now,
            )
            .returning(owned.c.quantity)
        )
        if version is not None:
            change = change.where(owned.c.version == version)
        row = (await tx.execute(change)).first()
        return int(row.quantity) if row is not None else None

    async def get(self, tx: Transaction, user_id: int, item_id: str) -> Owned:
        """Copies of one thing, perhaps none."""
        row = (
            await tx.execute(
                sa.select(*_OWNED).where(owned.c.user_id == user_id, owned.c.item_id == item_id)
            )
        ).first()
        return Owned(**row._mapping) if row is not None else Owned(item_id, 0, 0)

    async def all(self, tx: Transaction, user_id: int) -> list[Owned]:
        """Everything that somebody owns at least one of."""
        rows = await tx.execute(
            sa.select(*_OWNED).where(owned.c.user_id == user_id, owned.c.quantity > 0)
        )
        return [Owned(**row._mapping) for row in rows]

    # -- worn ---------------------------------------------------------------------------

    async def worn(self, tx: Transaction, user_id: int) -> dict[str, str]:
        """Slot → item."""
        rows = await tx.execute(
            sa.select(worn.c.slot, worn.c.item_id).where(worn.c.user_id == user_id)
        )
        return {row.slot: row.item_id for row in rows}

    async def put_on(self, tx: Transaction, user_id: int, slot: str, item_id: str) -> None:
        """Wear this where something else may have been."""
        new = tx.insert(worn).values(user_id=user_id, slot=slot, item_id=item_id)
        await tx.execute(
            new.on_conflict_do_update(
                index_elements=[worn.c.user_id, worn.c.slot], set_={"item_id": item_id}
            )
        )

    async def take_off(self, tx: Transaction, user_id: int, item_id: str) -> bool:
        """Wear it no more. False: it was not worn."""
        result = await tx.execute(
            sa.delete(worn).where(worn.c.user_id == user_id, worn.c.item_id == item_id)
        )
        return result.rowcount > 0

    # -- privacy ------------------------------------------------------------------------

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in (owned, move, worn)
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Empty the bag of somebody who leaves."""
        for table in (owned, move, worn):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))
