"""SQL of questions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.trivia.model import ANSWERED, FREE, OPEN, Asked
from domains.gamification.trivia.tables import asked

_ASKED = [asked.c[name] for name in Asked.__dataclass_fields__]


class Questions:
    """One row for each time a question was asked."""

    async def ask(self, tx: Transaction, **new: Any) -> Asked | None:
        """Put a question. None: that occasion has one."""
        row = await tx.execute(
            tx.insert(asked)
            .values(state=OPEN, reward=0, shown_at=tx.now, **new)
            .on_conflict_do_nothing()
            .returning(*_ASKED)
        )
        return _first(row)

    async def get(self, tx: Transaction, user_id: int, asked_id: int) -> Asked | None:
        """One that was asked of them."""
        if not 0 < asked_id < 2**63:
            return None
        query = sa.select(*_ASKED).where(asked.c.id == asked_id, asked.c.user_id == user_id)
        return _first(await tx.execute(query))

    async def on(self, tx: Transaction, user_id: int, occasion: str) -> Asked | None:
        """What was asked on an occasion."""
        query = sa.select(*_ASKED).where(asked.c.user_id == user_id, asked.c.occasion == occasion)
        return _first(await tx.execute(query))

    async def on_all(self, tx: Transaction, user_id: int, prefix: str) -> list[Asked]:
        """What was asked on the occasions that begin so, oldest first."""
        rows = await tx.execute(
            sa.select(*_ASKED)
            .where(
                asked.c.user_id == user_id, asked.c.occasion.startswith(prefix, autoescape=True)
            )
            .order_by(asked.c.id)
        )
        return [Asked(**row._mapping) for row in rows]

    async def open_one(self, tx: Transaction, user_id: int, mode: str) -> Asked | None:
        """The one that waits for an answer."""
        query = (
            sa.select(*_ASKED)
            .where(
                asked.c.user_id == user_id,
                asked.c.mode == mode,
                asked.c.state == OPEN,
                asked.c.expires_at > tx.now,
            )
            .order_by(asked.c.id.desc())
            .limit(1)
        )
        return _first(await tx.execute(query))

    async def times(self, tx: Transaction, user_id: int) -> dict[str, int]:
        """How often each free question was asked of them."""
        rows = await tx.execute(
            sa.select(asked.c.question_id, sa.func.count().label("times"))
            .where(asked.c.user_id == user_id, asked.c.mode == FREE)
            .group_by(asked.c.question_id)
        )
        return {row.question_id: row.times for row in rows}

    async def paid_since(self, tx: Transaction, user_id: int, since: datetime) -> int:
        """How many free questions have paid."""
        query = sa.select(sa.func.count()).where(
            asked.c.user_id == user_id,
            asked.c.mode == FREE,
            asked.c.reward > 0,
            asked.c.answered_at >= since,
        )
        return int(await tx.scalar(query) or 0)

    async def answer(
        self, tx: Transaction, user_id: int, asked_id: int, option: int, reward: int
    ) -> Asked | None:
        """Answer an open question in time. None: it is not open, or no longer."""
        row = await tx.execute(
            sa.update(asked)
            .where(
                asked.c.id == asked_id,
                asked.c.user_id == user_id,
                asked.c.state == OPEN,
                asked.c.expires_at > tx.now,
            )
            .values(state=ANSWERED, answer=option, answered_at=tx.now, reward=reward)
            .returning(*_ASKED)
        )
        return _first(row)

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody; not which answer to an open question is right."""
        rows = await tx.execute(sa.select(asked).where(asked.c.user_id == user_id))
        return {
            asked.name: [
                {name: value for name, value in row._mapping.items() if name != "order"}
                for row in rows
            ]
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        await tx.execute(sa.delete(asked).where(asked.c.user_id == user_id))


def _first(rows: sa.CursorResult[Any]) -> Asked | None:
    row = rows.first()
    return Asked(**row._mapping) if row is not None else None
