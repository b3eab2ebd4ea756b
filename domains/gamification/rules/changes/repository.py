"""SQL of the changes."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.rules.changes.model import RuleChange
from domains.gamification.rules.changes.tables import rule_change

_CHANGE = [rule_change.c[name] for name in RuleChange.__dataclass_fields__]


class ChangeRows:
    """Rows are only ever added, one version after the other."""

    async def all(self, tx: Transaction) -> list[RuleChange]:
        """Every change, oldest first."""
        rows = await tx.execute(sa.select(*_CHANGE).order_by(rule_change.c.version))
        return [RuleChange(**row._mapping) for row in rows]

    async def newest(self, tx: Transaction, limit: int, name: str | None) -> list[RuleChange]:
        """Changes of one name or of all, newest first."""
        query = sa.select(*_CHANGE).order_by(rule_change.c.version.desc()).limit(limit)
        if name is not None:
            query = query.where(rule_change.c.name == name)
        return [RuleChange(**row._mapping) for row in await tx.execute(query)]

    async def version(self, tx: Transaction) -> int:
        """The newest; 0 before the first change."""
        return int(await tx.scalar(sa.select(sa.func.max(rule_change.c.version))) or 0)

    async def add(self, tx: Transaction, change: RuleChange) -> bool:
        """Write a change down. False: somebody else has written this version."""
        values = {name: getattr(change, name) for name in RuleChange.__dataclass_fields__}
        new = tx.insert(rule_change).values(**values)
        return (await tx.execute(new.on_conflict_do_nothing())).rowcount == 1
