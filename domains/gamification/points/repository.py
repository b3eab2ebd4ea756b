"""SQL of the ledger."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from domains.core.days import utc_day
from domains.core.unit_of_work import Transaction
from domains.gamification.points.model import (
    Account,
    Currency,
    Discrepancy,
    EconomyTotals,
    Entry,
    LedgerLine,
)
from domains.gamification.points.tables import account, ledger

_ACCOUNT = [account.c[name] for name in Account.__dataclass_fields__]
_OWNED = account.c.balance + account.c.held - account.c.debt
_LINE = [ledger.c[name] for name in LedgerLine.__dataclass_fields__]


class Accounts:
    """One row for everybody who ever earned something: the sums of their lines."""

    async def lock(self, tx: Transaction, user_id: int) -> Account:
        """The account, opened if need be; nobody else moves anything in it until we commit."""
        found = await self._select(tx, user_id, lock=True)
        if found is None:
            new = {"balance": 0, "held": 0, "debt": 0, "xp": 0, "top_level": 1}
            await tx.execute(
                tx.insert(account)
                .values(user_id=user_id, opened_at=tx.now, **new)
                .on_conflict_do_nothing(index_elements=[account.c.user_id])
            )
            found = await self._select(tx, user_id, lock=True)
        if found is None:  # nobody deletes accounts
            raise LookupError(user_id)
        return found

    async def get(self, tx: Transaction, user_id: int) -> Account | None:
        """The account, or None for somebody who never earned anything."""
        return await self._select(tx, user_id, lock=False)

    async def credit(self, tx: Transaction, account_id: int, besitos: int, xp: int) -> Account:
        """Add to a locked account. What it owes is paid first."""
        paid = sa.case((account.c.debt < besitos, account.c.debt), else_=besitos)
        return await self._change(
            tx,
            sa.update(account)
            .where(account.c.id == account_id)
            .values(
                debt=account.c.debt - paid,
                balance=account.c.balance + besitos - paid,
                xp=account.c.xp + xp,
            ),
        )

    async def debit(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """Take from a locked account that was seen to hold as much."""
        return await self._change(
            tx,
            sa.update(account)
            .where(account.c.id == account_id, account.c.balance >= besitos)
            .values(balance=account.c.balance - besitos),
        )

    async def hold(self, tx: Transaction, account_id: int, besitos: int) -> Account | None:
        """Set besitos aside. None: there are not as many, or there is a debt."""
        row = await tx.execute(
            sa.update(account)
            .where(account.c.id == account_id, account.c.balance >= besitos, account.c.debt == 0)
            .values(balance=account.c.balance - besitos, held=account.c.held + besitos)
            .returning(*_ACCOUNT)
        )
        found = row.first()
        return Account(**found._mapping) if found is not None else None

    async def let_go(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """Make held besitos spendable again."""
        return await self._change(
            tx,
            sa.update(account)
            .where(account.c.id == account_id)
            .values(balance=account.c.balance + besitos, held=account.c.held - besitos),
        )

    async def debit_held(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """Take besitos that were set aside."""
        return await self._change(
            tx,
            sa.update(account)
            .where(account.c.id == account_id)
            .values(held=account.c.held - besitos),
        )

    async def overdraw(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """Take besitos in full: what is not there is owed."""
        missing = sa.case((account.c.balance < besitos, besitos - account.c.balance), else_=0)
        return await self._change(
            tx,
            sa.update(account)
            .where(account.c.id == account_id)
            .values(
                balance=account.c.balance - (besitos - missing), debt=account.c.debt + missing
            ),
        )

    async def raise_level(self, tx: Transaction, account_id: int, level: int) -> None:
        """Remember the highest level reached. Never lowers it."""
        await tx.execute(
            sa.update(account)
            .where(account.c.id == account_id, account.c.top_level < level)
            .values(top_level=level)
        )

    async def export(self, tx: Transaction, user_id: int) -> list[dict[str, Any]]:
        """Everything about somebody's account."""
        rows = await tx.execute(sa.select(account).where(account.c.user_id == user_id))
        return [dict(row._mapping) for row in rows]

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Keep the sums, forget whose they are."""
        await tx.execute(
            sa.update(account).where(account.c.user_id == user_id).values(user_id=None)
        )

    async def _select(self, tx: Transaction, user_id: int, *, lock: bool) -> Account | None:
        query = sa.select(*_ACCOUNT).where(account.c.user_id == user_id)
        row = (await tx.execute(query.with_for_update() if lock else query)).first()
        return Account(**row._mapping) if row is not None else None

    async def _change(self, tx: Transaction, change: sa.Update) -> Account:
        row = (await tx.execute(change.returning(*_ACCOUNT))).one()
        return Account(**row._mapping)


class Ledger:
    """Lines that are only ever added."""

    async def append(self, tx: Transaction, account_id: int, entry: Entry, amount: int) -> bool:
        """Write the line of besitos and, with experience, a second one. False: written before."""
        lines = [_line(account_id, entry, Currency.BESITOS, amount)]
        if entry.xp:
            lines.append(_line(account_id, entry, Currency.XP, entry.xp))
        result = await tx.execute(
            tx.insert(ledger).values(lines).on_conflict_do_nothing().returning(ledger.c.id)
        )
        return result.first() is not None

    async def find(self, tx: Transaction, account_id: int, key: str) -> LedgerLine | None:
        """The besitos that a cause has moved already."""
        rows = await tx.execute(
            sa.select(*_LINE).where(
                ledger.c.account_id == account_id,
                ledger.c.idem_key == key,
                ledger.c.currency == Currency.BESITOS.value,
            )
        )
        row = rows.first()
        return LedgerLine(**row._mapping) if row is not None else None

    async def latest(self, tx: Transaction, user_id: int, limit: int) -> list[LedgerLine]:
        """Somebody's newest movements of besitos, newest first."""
        rows = await tx.execute(
            sa.select(*_LINE)
            .join_from(ledger, account, ledger.c.account_id == account.c.id)
            .where(account.c.user_id == user_id, ledger.c.currency == Currency.BESITOS.value)
            .order_by(ledger.c.id.desc())
            .limit(limit)
        )
        return [LedgerLine(**row._mapping) for row in rows]

    async def all_of(self, tx: Transaction, user_id: int) -> list[dict[str, Any]]:
        """Every line of somebody, oldest first."""
        rows = await tx.execute(
            sa.select(ledger)
            .join_from(ledger, account, ledger.c.account_id == account.c.id)
            .where(account.c.user_id == user_id)
            .order_by(ledger.c.id)
        )
        return [dict(row._mapping) for row in rows]

    async def totals(self, tx: Transaction) -> EconomyTotals:
        """Sums over everything. Reads the whole ledger."""
        amount = ledger.c.amount
        earned = sa.func.sum(sa.case((amount > 0, amount), else_=0))
        spent = sa.func.sum(sa.case((amount < 0, -amount), else_=0))
        row = (
            await tx.execute(
                sa.select(earned.label("earned"), spent.label("spent")).where(
                    ledger.c.currency == Currency.BESITOS.value
                )
            )
        ).one()
        accounts = await tx.scalar(sa.select(sa.func.count()).select_from(account))
        return EconomyTotals(int(row.earned or 0), int(row.spent or 0), int(accounts))

    async def discrepancies(self, tx: Transaction) -> list[Discrepancy]:
        """Accounts whose cached sums differ from their lines. Reads the whole ledger."""
        besitos, xp = _sum_of(Currency.BESITOS), _sum_of(Currency.XP)
        rows = await tx.execute(
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
        return [
            Discrepancy(
                account_id=row.account_id,
                user_id=row.user_id,
                balance=row.balance,
                ledger_balance=int(row.ledger_balance),
                xp=row.xp,
                ledger_xp=int(row.ledger_xp),
            )
            for row in rows
        ]


def _sum_of(currency: Currency) -> sa.ColumnElement[Any]:
    mine = sa.case((ledger.c.currency == currency.value, ledger.c.amount), else_=0)
    return sa.func.coalesce(sa.func.sum(mine), 0)


def _line(account_id: int, entry: Entry, currency: Currency, amount: int) -> dict[str, Any]:
    of_besitos = currency is Currency.BESITOS
    return {
        "account_id": account_id,
        "currency": currency.value,
        "amount": amount,
        "base_amount": entry.amount.base if of_besitos else amount,
        "multiplier_bps": entry.amount.multiplier_bps if of_besitos else 10_000,
        "raw_amount": entry.amount.raw if of_besitos else amount,
        "cap_cut": entry.amount.cap_cut if of_besitos else 0,
        "kind": entry.kind.value,
        "rule_code": entry.rule_code,
        "idem_key": entry.key,
        "actor_id": entry.actor_id,
        "note": entry.note,
        "occurred_at": entry.occurred_at,
        "utc_day": utc_day(entry.occurred_at),
    }
