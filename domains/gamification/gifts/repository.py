"""SQL of the gifts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.gifts.model import Gift, State
from domains.gamification.gifts.tables import gift

_GIFT = [gift.c[name] for name in Gift.__dataclass_fields__]


class GiftRows:
    """One row for every gift."""

    async def add(self, tx: Transaction, new: Gift) -> None:
        """Write an offer down."""
        values = {name: getattr(new, name) for name in Gift.__dataclass_fields__}
        await tx.execute(sa.insert(gift).values(offered_at=tx.now, **values))

    async def offered_since(self, tx: Transaction, user_id: int, since: datetime) -> int:
        """How many gifts somebody has offered since then."""
        query = (
            sa.select(sa.func.count())
            .select_from(gift)
            .where(gift.c.giver_user_id == user_id, gift.c.offered_at >= since)
        )
        return int(await tx.scalar(query) or 0)

    async def answer(
        self, tx: Transaction, gift_id: UUID, state: State, recipient: int | None = None
    ) -> Gift | None:
        """Answer an offer, that of a recipient if one is named. None: there is no such offer."""
        change = (
            sa.update(gift)
            .where(gift.c.id == gift_id, gift.c.state == State.OFFERED.value)
            .values(state=state.value, answered_at=tx.now)
            .returning(*_GIFT)
        )
        if recipient is not None:
            change = change.where(gift.c.recipient_user_id == recipient)
        row = (await tx.execute(change)).first()
        return Gift(**row._mapping) if row is not None else None

    async def waiting(self, tx: Transaction, user_id: int) -> list[Gift]:
        """What somebody may take, the oldest first."""
        rows = await tx.execute(
            sa.select(*_GIFT)
            .where(gift.c.recipient_user_id == user_id, gift.c.state == State.OFFERED.value)
            .order_by(gift.c.offered_at, gift.c.id)
        )
        return [Gift(**row._mapping) for row in rows]

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Gifts that somebody gave or was given; the other end is another person."""
        mine = sa.or_(gift.c.giver_user_id == user_id, gift.c.recipient_user_id == user_id)
        rows = await tx.execute(sa.select(gift).where(mine))
        return {
            gift.name: [
                {
                    "id": str(row.id),
                    "item_id": row.item_id,
                    "was_given_by_you": row.giver_user_id == user_id,
                    "state": row.state,
                    "offered_at": row.offered_at,
                    "answered_at": row.answered_at,
                }
                for row in rows
            ]
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Whoever leaves is at neither end any more; what they offered may still be taken."""
        for end in (gift.c.giver_user_id, gift.c.recipient_user_id):
            await tx.execute(sa.update(gift).where(end == user_id).values({end.name: None}))
