"""SQL of the boxes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.boxes.model import Draw
from domains.gamification.boxes.tables import draw, pity

_DRAW = [draw.c[name] for name in Draw.__dataclass_fields__]


class BoxRows:
    """Draws, and how long somebody has waited for a rare one."""

    async def keep(self, tx: Transaction, user_id: int, use_id: UUID, drawn: Draw) -> bool:
        """Write a draw down. False: this box was opened before."""
        values = {name: getattr(drawn, name) for name in Draw.__dataclass_fields__}
        result = await tx.execute(
            tx.insert(draw)
            .values(use_id=use_id, user_id=user_id, **values)
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def drawn(self, tx: Transaction, user_id: int, use_id: UUID) -> Draw | None:
        """What came out of a box of somebody; None: nothing yet."""
        row = (
            await tx.execute(
                sa.select(*_DRAW).where(draw.c.use_id == use_id, draw.c.user_id == user_id)
            )
        ).first()
        return Draw(**row._mapping) if row is not None else None

    async def misses(self, tx: Transaction, user_id: int, item_id: str) -> int:
        """Boxes in a row without a rare prize."""
        query = sa.select(pity.c.misses).where(
            pity.c.user_id == user_id, pity.c.item_id == item_id
        )
        return int(await tx.scalar(query) or 0)

    async def count_miss(
        self, tx: Transaction, user_id: int, item_id: str, *, is_rare: bool
    ) -> None:
        """One more without a rare prize, or none any more."""
        new = tx.insert(pity).values(user_id=user_id, item_id=item_id, misses=int(not is_rare))
        misses = sa.literal(0) if is_rare else pity.c.misses + 1
        await tx.execute(
            new.on_conflict_do_update(
                index_elements=[pity.c.user_id, pity.c.item_id], set_={"misses": misses}
            )
        )

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        found: dict[str, list[dict[str, Any]]] = {}
        for table in (draw, pity):
            rows = await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            found[table.name] = [dict(row._mapping) for row in rows]
        for row in found[draw.name]:
            row["use_id"] = str(row["use_id"])
        return found

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Delete the draws of somebody who leaves."""
        for table in (draw, pity):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))
