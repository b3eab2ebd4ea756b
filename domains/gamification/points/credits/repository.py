"""SQL of a credit: its lines, the account's sums, and what it counts for on its day.

On PostgreSQL these are one statement, because each would cost a round trip. On SQLite, which
knows no such statement and where none is a trip, they are run one after the other.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.sql.dml import ReturningInsert

from domains.core.database import Prepared, insert_into
from domains.core.unit_of_work import Transaction
from domains.gamification.bounds.repository import Tallies, count_over
from domains.gamification.bounds.tables import tally
from domains.gamification.points.credits.model import Credit
from domains.gamification.points.model import Account, Currency
from domains.gamification.points.repository import credit_of, line_of
from domains.gamification.points.tables import ledger
from domains.gamification.rules.model import ONE

_XP = sa.bindparam("xp", type_=ledger.c.amount.type)
_EXPERIENCE: dict[str, sa.ColumnElement[Any]] = {
    "currency": sa.literal(Currency.XP.value),
    "amount": _XP,
    "base_amount": _XP,
    "multiplier_bps": sa.literal(ONE),
    "raw_amount": _XP,
    "cap_cut": sa.literal(0),
    "part_bps": sa.literal(ONE),
}
"""What the line of experience says otherwise than that of besitos: nothing changes its amount."""


def _lines(dialect: str, names: tuple[str, ...]) -> ReturningInsert[tuple[int]]:
    """The line of besitos and, with experience, a second one. None of them if paid before.

    A payment that waits for a review has no line of experience yet: nobody but the review
    writes that, so both hang on the line of besitos.
    """
    given = {n: sa.bindparam(f"line_{n}", type_=ledger.c[n].type) for n in names}
    is_new = ~sa.exists().where(
        ledger.c.account_id == given["account_id"],
        ledger.c.idem_key == given["idem_key"],
        ledger.c.currency == Currency.BESITOS.value,
    )
    besitos = sa.select(*given.values()).where(is_new)
    experience = sa.select(*(given | _EXPERIENCE).values()).where(is_new, _XP > 0)
    both = insert_into(ledger, dialect).from_select(names, sa.union_all(besitos, experience))
    return both.on_conflict_do_nothing().returning(ledger.c.id)


def _count(is_new: sa.ColumnElement[bool]) -> Insert:
    row = [sa.bindparam(f"tally_{column.name}", type_=column.type) for column in tally.c]
    counted = sa.select(*row).where(is_new)
    return count_over(insert_into(tally, "postgresql").from_select(tally.c.keys(), counted))


@cache
def _alone(dialect: str, names: tuple[str, ...]) -> Prepared:
    return Prepared(_lines(dialect, names))


@cache
def _sum(*, in_burst: bool) -> Prepared:
    return Prepared(credit_of(in_burst=in_burst))


@cache
def _at_once(names: tuple[str, ...], *, in_burst: bool, is_counted: bool) -> Prepared:
    """The account as the credit leaves it; no row, and nothing written, if paid before."""
    lines = _lines("postgresql", names).cte("lines")
    is_new = sa.exists(sa.select(lines.c.id))
    credited = credit_of(in_burst=in_burst).where(is_new).cte("credited")
    after = sa.select(*(credited.c[name] for name in Account.__dataclass_fields__))
    return Prepared(after.add_cte(_count(is_new).cte("counted")) if is_counted else after)


class Credits:
    """Credits of accounts that the caller has locked."""

    def __init__(self) -> None:
        self._tallies = Tallies()

    async def write(self, tx: Transaction, credit: Credit) -> Account | None:
        """Write it down; the account with it. None, and nothing written: it was paid before."""
        line = line_of(credit.account_id, credit.entry, credit.amount, credit.rule_version)
        lines = {f"line_{name}": value for name, value in line.items()} | {"xp": credit.entry.xp}
        write = self._at_once if tx.dialect == "postgresql" else self._in_turn
        return await write(tx, credit, tuple(line), lines)

    async def _at_once(
        self, tx: Transaction, credit: Credit, names: tuple[str, ...], lines: dict[str, Any]
    ) -> Account | None:
        statement = _at_once(
            names, in_burst=credit.burst is not None, is_counted=credit.counted is not None
        )
        after = await tx.first(statement, lines | _sums(credit) | _tally(credit))
        return Account(*after) if after is not None else None

    async def _in_turn(
        self, tx: Transaction, credit: Credit, names: tuple[str, ...], lines: dict[str, Any]
    ) -> Account | None:
        if not await tx.fetch(_alone(tx.dialect, names), lines):
            return None
        if credit.counted is not None:
            of, account_id = credit.counted, credit.account_id
            await self._tallies.add(tx, account_id, of.day, of.tally, of.target)
        [after] = await tx.fetch(_sum(in_burst=credit.burst is not None), _sums(credit))
        return Account(*after)


def _sums(credit: Credit) -> dict[str, Any]:
    added: dict[str, Any] = {
        "which": credit.account_id,
        "added": credit.amount,
        "added_xp": credit.entry.xp,
    }
    if credit.burst is not None:
        added |= {"count": credit.burst.count, "since": credit.burst.since}
    return added


def _tally(credit: Credit) -> dict[str, Any]:
    if credit.counted is None:
        return {}
    of, more = credit.counted, credit.counted.tally
    return {
        "tally_account_id": credit.account_id,
        "tally_day": of.day,
        "tally_rule_code": more.rule_code,
        "tally_target": of.target,
        "tally_raw": more.raw,
        "tally_granted": more.granted,
        "tally_times": more.times,
    }
