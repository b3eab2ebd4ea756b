"""SQL of the reviews. Whoever changes one has locked its account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.points.tables import account, ledger
from domains.gamification.reviews.model import OpenReview, Verdict, Waiting
from domains.gamification.reviews.tables import review

_IS_OPEN = review.c.state == Verdict.OPEN.value
_WAITING = [review.c[name] for name in Waiting.__dataclass_fields__]


class ReviewRows:
    """A row for every line that ever had to wait."""

    async def open(self, tx: Transaction, account_id: int, waiting: Waiting) -> None:
        """From now on this line waits."""
        await tx.execute(
            sa.insert(review).values(
                line_id=waiting.line_id,
                account_id=account_id,
                amount=waiting.amount,
                xp=waiting.xp,
                state=Verdict.OPEN.value,
                opened_at=tx.now,
                due_at=waiting.due_at,
            )
        )

    async def close(self, tx: Transaction, line_id: int, verdict: Verdict) -> Waiting | None:
        """End an open one. None: there is none open."""
        row = await tx.execute(
            sa.update(review)
            .where(review.c.line_id == line_id, _IS_OPEN)
            .values(state=verdict.value, closed_at=tx.now)
            .returning(*_WAITING)
        )
        found = row.first()
        return Waiting(**found._mapping) if found is not None else None

    async def is_open(self, tx: Transaction, line_id: int) -> bool:
        """Does this line wait?"""
        query = sa.select(review.c.line_id).where(review.c.line_id == line_id, _IS_OPEN)
        return await tx.scalar(query) is not None

    async def owner_of(self, tx: Transaction, line_id: int) -> int | None:
        """Whose line it is; None for nobody's, and for one that never waited."""
        user_id: int | None = await tx.scalar(
            sa.select(account.c.user_id)
            .join_from(review, account, account.c.id == review.c.account_id)
            .where(review.c.line_id == line_id)
        )
        return user_id

    async def newest_open(
        self, tx: Transaction, limit: int, due_by: datetime | None = None
    ) -> Sequence[OpenReview]:
        """Open ones, those that are due first at the beginning."""
        query = (
            sa.select(
                review.c.line_id,
                account.c.user_id,
                review.c.amount,
                ledger.c.rule_code,
                review.c.opened_at,
                review.c.due_at,
            )
            .join_from(review, account, account.c.id == review.c.account_id)
            .join(ledger, ledger.c.id == review.c.line_id)
            .where(_IS_OPEN, account.c.user_id.is_not(None))
            .order_by(review.c.due_at, review.c.line_id)
            .limit(limit)
        )
        if due_by is not None:
            query = query.where(review.c.due_at <= due_by)
        return [OpenReview(**row._mapping) for row in await tx.execute(query)]

    async def export(self, tx: Transaction, user_id: int) -> list[dict[str, Any]]:
        """Everything about somebody."""
        rows = await tx.execute(
            sa.select(review)
            .join_from(review, account, account.c.id == review.c.account_id)
            .where(account.c.user_id == user_id)
            .order_by(review.c.line_id)
        )
        return [dict(row._mapping) for row in rows]
