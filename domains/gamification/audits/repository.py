"""SQL that adds the ledger up."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.points.model import Currency, Discrepancy
from domains.gamification.points.tables import account, ledger

_OWNED = account.c.balance + account.c.held + account.c.pending - account.c.debt


class Sums:
    """Reads the whole ledger, or all of one account."""

    async def discrepancies(
        self, tx: Transaction, account_id: int | None = None
    ) -> list[Discrepancy]:
        """Accounts whose cached sums differ from their lines: of all, or just one."""
        besitos, xp = _sum_of(Currency.BESITOS), _sum_of(Currency.XP)
        query = (
            sa.select(
                account.c.id.label("account_id"),
                account.c.user_id,
                _OWNED.label("balance"),
                besitos.label("ledger_balance"),
                account.c.xp,
                xp.label("ledger_xp"),
            )
            .join_from(account, ledger, ledger.c.account_id == account.c.id, isouter=True)
            .group_by(account.c.id)
            .having(sa.or_(besitos != _OWNED, xp != account.c.xp))
            .order_by(account.c.id)
        )
        if account_id is not None:
            query = query.where(account.c.id == account_id)
        return [
            Discrepancy(
                account_id=row.account_id,
                user_id=row.user_id,
                balance=row.balance,
                ledger_balance=int(row.ledger_balance),
                xp=row.xp,
                ledger_xp=int(row.ledger_xp),
            )
            for row in await tx.execute(query)
        ]

    async def frozen(self, tx: Transaction) -> list[tuple[int, int | None]]:
        """Accounts that an audit has frozen, and whose they are."""
        rows = await tx.execute(
            sa.select(account.c.id, account.c.user_id)
            .where(account.c.frozen_at.is_not(None))
            .order_by(account.c.id)
        )
        return [(row.id, row.user_id) for row in rows]


def _sum_of(currency: Currency) -> sa.ColumnElement[Any]:
    mine = sa.case((ledger.c.currency == currency.value, ledger.c.amount), else_=0)
    return sa.func.coalesce(sa.func.sum(mine), 0)
