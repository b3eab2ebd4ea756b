"""SQL of the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.dml import ReturningUpdate

from domains.core.database import insert_into
from domains.core.days import utc_day
from domains.core.unit_of_work import Transaction
from domains.gamification.points.model import (
    Account,
    Amount,
    Burst,
    Currency,
    Entry,
    Kind,
    LedgerLine,
)
from domains.gamification.points.tables import account, ledger
from domains.gamification.reviews.tables import review

_ACCOUNT = [account.c[name] for name in Account.__dataclass_fields__]
_COMPUTED = {"key", "review", "is_reversed"}
_LINE = [
    *(ledger.c[name] for name in LedgerLine.__dataclass_fields__ if name not in _COMPUTED),
    ledger.c.idem_key.label("key"),
]
_reversal = ledger.alias("reversal")
_HISTORY = (
    sa.select(
        *_LINE,
        review.c.state.label("review"),
        sa.exists()
        .where(_reversal.c.reversal_of == ledger.c.id, _reversal.c.kind == Kind.REVERSAL.value)
        .label("is_reversed"),
    )
    .join_from(ledger, account, ledger.c.account_id == account.c.id)
    .outerjoin(review, review.c.line_id == ledger.c.id)
    .where(ledger.c.currency == Currency.BESITOS.value)
)


class Accounts:
    """One row for everybody who ever earned something: the sums of their lines."""

    async def lock(self, tx: Transaction, user_id: int) -> Account:
        """The account, opened if need be; nobody else moves anything in it until we commit."""
        found = await self._select(tx, user_id, lock=True)
        if found is None:
            new = dict.fromkeys(("balance", "held", "debt", "xp", "pending", "burst"), 0)
            await tx.execute(
                tx.insert(account)
                .values(user_id=user_id, opened_at=tx.now, top_level=1, **new)
                .on_conflict_do_nothing(index_elements=[account.c.user_id])
            )
            found = await self._select(tx, user_id, lock=True)
        if found is None:  # nobody deletes accounts
            raise LookupError(user_id)
        return found

    async def get(self, tx: Transaction, user_id: int) -> Account | None:
        """The account, or None for somebody who never earned anything."""
        return await self._select(tx, user_id, lock=False)

    async def credit_pending(
        self, tx: Transaction, account_id: int, besitos: int, burst: Burst
    ) -> Account:
        """Add what has to wait for a review."""
        pending = account.c.pending + besitos
        return await self._change(
            tx, account_id, pending=pending, burst=burst.count, burst_from=burst.since
        )

    async def clear(self, tx: Transaction, account_id: int, besitos: int, xp: int) -> Account:
        """A review let something through: what is owed is paid first, the rest is spendable."""
        return await self._change(
            tx,
            account_id,
            pending=account.c.pending - besitos,
            xp=account.c.xp + xp,
            **_paid_in(besitos),
        )

    async def drop_pending(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """A review did not let it through."""
        return await self._change(tx, account_id, pending=account.c.pending - besitos)

    async def freeze(self, tx: Transaction, account_id: int, at: datetime | None) -> bool:
        """From `at` on nothing is spent; None: it may be again. False: so it was already."""
        is_frozen = account.c.frozen_at.is_not(None)
        change = sa.update(account).where(
            account.c.id == account_id, sa.not_(is_frozen) if at is not None else is_frozen
        )
        return (await tx.execute(change.values(frozen_at=at))).rowcount == 1

    async def debit(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """Take from a locked account that was seen to hold as much."""
        return await self._change(tx, account_id, balance=account.c.balance - besitos)

    async def hold(self, tx: Transaction, account_id: int, besitos: int) -> Account | None:
        """Set besitos aside. None: there are not as many, or nothing may be spent."""
        row = await tx.execute(
            sa.update(account)
            .where(
                account.c.id == account_id,
                account.c.balance >= besitos,
                account.c.debt == 0,
                account.c.frozen_at.is_(None),
            )
            .values(balance=account.c.balance - besitos, held=account.c.held + besitos)
            .returning(*_ACCOUNT)
        )
        found = row.first()
        return Account(**found._mapping) if found is not None else None

    async def let_go(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """Make held besitos spendable again; what is owed is paid first."""
        return await self._change(
            tx, account_id, held=account.c.held - besitos, **_paid_in(besitos)
        )

    async def debit_held(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """Take besitos that were set aside."""
        return await self._change(tx, account_id, held=account.c.held - besitos)

    async def overdraw(self, tx: Transaction, account_id: int, besitos: int) -> Account:
        """Take besitos in full: what is not there is owed."""
        missing = sa.case((account.c.balance < besitos, besitos - account.c.balance), else_=0)
        return await self._change(
            tx,
            account_id,
            balance=account.c.balance - (besitos - missing),
            debt=account.c.debt + missing,
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
        row = (await tx.execute(_LOCK if lock else _GET, {"whose": user_id})).first()
        return Account(**row._mapping) if row is not None else None

    async def _change(self, tx: Transaction, account_id: int, **values: Any) -> Account:
        change = sa.update(account).where(account.c.id == account_id).values(**values)
        row = (await tx.execute(change.returning(*_ACCOUNT))).one()
        return Account(**row._mapping)


def _paid_in(besitos: int | sa.ColumnElement[int]) -> dict[str, Any]:
    paid = sa.case((account.c.debt < besitos, account.c.debt), else_=besitos)
    return {
        "debt": account.c.debt - paid,
        "balance": account.c.balance + besitos - paid,
    }


# Built once: to build a statement for each award would cost more than to run it.
_GET = sa.select(*_ACCOUNT).where(account.c.user_id == sa.bindparam("whose"))
_LOCK = _GET.with_for_update()
_CREDIT = (
    sa.update(account)
    .where(account.c.id == sa.bindparam("which"))
    .values(
        xp=account.c.xp + sa.bindparam("added_xp", type_=sa.BigInteger),
        **_paid_in(sa.bindparam("added", type_=sa.BigInteger)),
    )
    .returning(*_ACCOUNT)
)
_CREDIT_IN_BURST = _CREDIT.values(
    burst=sa.bindparam("count", type_=sa.Integer),
    burst_from=sa.bindparam("since", type_=account.c.burst_from.type),
)


def credit_of(*, in_burst: bool) -> ReturningUpdate[Any]:
    """Add `added` besitos and `added_xp` to account `which`: what it owes is paid first."""
    return _CREDIT_IN_BURST if in_burst else _CREDIT


_APPEND = {
    dialect: insert_into(ledger, dialect).on_conflict_do_nothing().returning(ledger.c.id)
    for dialect in ("sqlite", "postgresql")
}


class Ledger:
    """Lines that are only ever added."""

    async def append(
        self, tx: Transaction, account_id: int, entry: Entry, amount: int, rule_version: int = 0
    ) -> int | None:
        """Write a line of besitos. None: its cause was written down before."""
        line = line_of(account_id, entry, amount, rule_version)
        line_id: int | None = (await tx.execute(_APPEND[tx.dialect], line)).scalar()
        return line_id

    async def append_xp(self, tx: Transaction, line: LedgerLine, account_id: int, xp: int) -> None:
        """The experience of a line that had to wait for a review."""
        entry = Entry(line.key, Kind(line.kind), line.rule_code, Amount(xp), line.occurred_at)
        row = line_of(account_id, entry, xp, line.rule_version)
        await tx.execute(_APPEND[tx.dialect], row | {"currency": Currency.XP.value})

    async def by_id(self, tx: Transaction, account_id: int, line_id: int) -> LedgerLine | None:
        """A movement of besitos of this account."""
        query = _HISTORY.where(ledger.c.account_id == account_id, ledger.c.id == line_id)
        row = (await tx.execute(query)).first()
        return LedgerLine(**row._mapping) if row is not None else None

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

    async def latest(
        self, tx: Transaction, user_id: int, limit: int, before: int | None = None
    ) -> list[LedgerLine]:
        """Somebody's newest movements of besitos, newest first; older than a line's id."""
        query = _HISTORY.where(account.c.user_id == user_id)
        if before is not None:
            query = query.where(ledger.c.id < before)
        rows = await tx.execute(query.order_by(ledger.c.id.desc()).limit(limit))
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


def line_of(account_id: int, entry: Entry, amount: int, rule_version: int) -> dict[str, Any]:
    """The line of besitos that an entry writes, as a row."""
    return {
        "account_id": account_id,
        "currency": Currency.BESITOS.value,
        "amount": amount,
        "base_amount": entry.amount.base,
        "multiplier_bps": entry.amount.multiplier_bps,
        "raw_amount": entry.amount.raw,
        "cap_cut": entry.amount.cap_cut,
        "part_bps": entry.amount.part_bps,
        "rule_version": rule_version,
        "reversal_of": entry.reversal_of,
        "kind": entry.kind.value,
        "rule_code": entry.rule_code,
        "idem_key": entry.key,
        "actor_id": entry.actor_id,
        "note": entry.note,
        "occurred_at": entry.occurred_at,
        "utc_day": utc_day(entry.occurred_at),
    }
