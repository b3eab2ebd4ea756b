"""SQL of the limits. Whoever writes has locked the account."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from domains.core.database import Prepared, insert_into
from domains.core.unit_of_work import Transaction
from domains.gamification.bounds.model import Tally
from domains.gamification.bounds.tables import cooldown, tally
from domains.gamification.points.tables import account


def count_over(new: postgresql.Insert) -> postgresql.Insert:
    """Add to what the day has brought before."""
    return new.on_conflict_do_update(
        index_elements=["account_id", "day", "rule_code", "target"],
        set_={name: tally.c[name] + new.excluded[name] for name in ("raw", "granted", "times")},
    )


# Built once: to build a statement for each award would cost more than to run it.
_ADD = {
    dialect: Prepared(count_over(insert_into(tally, dialect)), [column.name for column in tally.c])
    for dialect in ("sqlite", "postgresql")
}
_OF_DAY = Prepared(
    sa.select(
        tally.c.rule_code,
        sa.func.sum(tally.c.raw).label("raw"),
        sa.func.sum(tally.c.granted).label("granted"),
        sa.func.sum(
            sa.case((tally.c.target == sa.bindparam("whom"), tally.c.times), else_=0)
        ).label("times"),
    )
    .where(tally.c.account_id == sa.bindparam("which"), tally.c.day == sa.bindparam("on"))
    .group_by(tally.c.rule_code)
)


class Tallies:
    """What a UTC day has brought, by rule."""

    async def of(
        self, tx: Transaction, account_id: int, day: date, target: str = ""
    ) -> dict[str, Tally]:
        """The day so far; `times` are those of the target."""
        rows = await tx.fetch(_OF_DAY, {"which": account_id, "on": day, "whom": target})
        return {
            row.rule_code: Tally(row.rule_code, int(row.raw), int(row.granted), int(row.times))
            for row in rows
        }

    async def add(
        self, tx: Transaction, account_id: int, day: date, more: Tally, target: str = ""
    ) -> None:
        """Count something; negative amounts take it back."""
        row = {"account_id": account_id, "day": day, "target": target, **asdict(more)}
        await tx.run(_ADD[tx.dialect], [row])

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(
                    sa.select(table)
                    .join_from(table, account, account.c.id == table.c.account_id)
                    .where(account.c.user_id == user_id)
                )
            ]
            for table in (tally, cooldown)
        }


class Cooldowns:
    """When a rule paid somebody last."""

    async def last(self, tx: Transaction, account_id: int, rule_code: str) -> datetime | None:
        """The moment of the newest cause that was paid."""
        moment: datetime | None = await tx.scalar(
            sa.select(cooldown.c.last_at).where(
                cooldown.c.account_id == account_id, cooldown.c.rule_code == rule_code
            )
        )
        return moment

    async def note(self, tx: Transaction, account_id: int, rule_code: str, at: datetime) -> None:
        """A cause of `at` is paid. Never moves the moment back."""
        new = tx.insert(cooldown).values(account_id=account_id, rule_code=rule_code, last_at=at)
        await tx.execute(
            new.on_conflict_do_update(
                index_elements=["account_id", "rule_code"],
                set_={"last_at": new.excluded.last_at},
                where=cooldown.c.last_at < new.excluded.last_at,
            )
        )
