"""SQL of missions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from domains.core.unit_of_work import Transaction
from domains.gamification.criteria.model import Criterion
from domains.gamification.missions.model import Assignment, Period, Status, Template
from domains.gamification.missions.tables import assignment, period

_PERIOD = [period.c[name] for name in Period.__dataclass_fields__]
_ASSIGNMENT = [c for c in assignment.c if c.name in Assignment.__dataclass_fields__]
_CRITERION: TypeAdapter[Any] = TypeAdapter(Criterion)


class Periods:
    """Sets that somebody got."""

    async def last(
        self, tx: Transaction, user_id: int, cadence: str, *, lock: bool = False
    ) -> Period | None:
        """The newest set of a cadence."""
        query = (
            sa.select(*_PERIOD)
            .where(period.c.user_id == user_id, period.c.cadence == cadence)
            .order_by(period.c.period.desc())
            .limit(1)
        )
        row = (await tx.execute(query.with_for_update() if lock else query)).first()
        return Period(**row._mapping) if row is not None else None

    async def begin(self, tx: Transaction, user_id: int, new: Period) -> bool:
        """Write a set down. False: somebody else has."""
        values = {name: getattr(new, name) for name in Period.__dataclass_fields__}
        result = await tx.execute(
            tx.insert(period).values(user_id=user_id, **values).on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def count_reroll(self, tx: Transaction, user_id: int, of: Period) -> None:
        """One more mission of the set was exchanged."""
        await tx.execute(
            sa.update(period).where(*_same(user_id, of)).values(rerolls=period.c.rerolls + 1)
        )

    async def pay_bonus(self, tx: Transaction, user_id: int, of: Period) -> bool:
        """The whole set is claimed. False: that was noticed before."""
        result = await tx.execute(
            sa.update(period)
            .where(*_same(user_id, of), period.c.bonus_at.is_(None))
            .values(bonus_at=tx.now)
        )
        return result.rowcount == 1

    async def get(self, tx: Transaction, user_id: int, cadence: str, key: str) -> Period | None:
        """A set."""
        row = await tx.execute(
            sa.select(*_PERIOD).where(
                period.c.user_id == user_id, period.c.cadence == cadence, period.c.period == key
            )
        )
        found = row.first()
        return Period(**found._mapping) if found is not None else None


_SAVE = (
    sa.update(assignment)
    .where(assignment.c.id == sa.bindparam("which"))
    .values(state=sa.bindparam("now"), status=sa.bindparam("status_now"))
)


class Assignments:
    """Missions that somebody has."""

    async def add(
        self,
        tx: Transaction,
        user_id: int,
        of: Period,
        chosen: Sequence[tuple[str, Template]],
        claimable_until: datetime,
    ) -> None:
        """Give missions, each in its slot; a slot that is taken stays as it is."""
        rows = [
            {
                "user_id": user_id,
                "cadence": of.cadence,
                "period": of.period,
                "slot": slot,
                "version": 0,
                "status": Status.ACTIVE.value,
                "assigned_at": of.assigned_at,
                "expires_at": of.expires_at,
                "claimable_until": claimable_until,
                **_snapshot(template),
            }
            for slot, template in chosen
        ]
        if rows:
            await tx.execute(tx.insert(assignment).values(rows).on_conflict_do_nothing())

    async def open(
        self, tx: Transaction, user_id: int, at: datetime, *, lock: bool = False
    ) -> list[Assignment]:
        """What somebody can still do or claim, in a fixed order."""
        query = (
            sa.select(*_ASSIGNMENT)
            .where(
                assignment.c.user_id == user_id,
                assignment.c.claimable_until > at,
                assignment.c.status != Status.EXPIRED.value,
            )
            .order_by(assignment.c.id)
        )
        rows = await tx.execute(query.with_for_update() if lock else query)
        return [_read(row) for row in rows]

    async def of_period(self, tx: Transaction, user_id: int, of: Period) -> list[Assignment]:
        """The missions of a set."""
        rows = await tx.execute(
            sa.select(*_ASSIGNMENT)
            .where(
                assignment.c.user_id == user_id,
                assignment.c.cadence == of.cadence,
                assignment.c.period == of.period,
            )
            .order_by(assignment.c.id)
        )
        return [_read(row) for row in rows]

    async def get(
        self, tx: Transaction, user_id: int, assignment_id: int, *, lock: bool = False
    ) -> Assignment | None:
        """One of theirs."""
        if not 0 < assignment_id < 2**63:
            return None
        query = sa.select(*_ASSIGNMENT).where(
            assignment.c.id == assignment_id, assignment.c.user_id == user_id
        )
        row = (await tx.execute(query.with_for_update() if lock else query)).first()
        return _read(row) if row is not None else None

    async def save(self, tx: Transaction, changed: Iterable[Assignment]) -> None:
        """Write the progress of locked ones back."""
        rows = [
            {"which": each.id, "now": json.dumps(dict(each.state)), "status_now": each.status}
            for each in changed
        ]
        if rows:
            await tx.execute(_SAVE, rows)

    async def claim(self, tx: Transaction, assignment_id: int) -> bool:
        """From completed to claimed. False: it was not."""
        result = await tx.execute(
            sa.update(assignment)
            .where(
                assignment.c.id == assignment_id,
                assignment.c.status == Status.COMPLETED.value,
            )
            .values(status=Status.CLAIMED.value)
        )
        return result.rowcount == 1

    async def lose(self, tx: Transaction, ids: Collection[int]) -> None:
        """Completed, and never claimed."""
        await tx.execute(
            sa.update(assignment)
            .where(assignment.c.id.in_(ids), assignment.c.status == Status.COMPLETED.value)
            .values(status=Status.EXPIRED.value)
        )

    async def exchange(self, tx: Transaction, former: Assignment, template: Template) -> bool:
        """Put another mission into the slot. False: it is not what it was."""
        result = await tx.execute(
            sa.update(assignment)
            .where(
                assignment.c.id == former.id,
                assignment.c.version == former.version,
                assignment.c.status == Status.ACTIVE.value,
            )
            .values(version=former.version + 1, assigned_at=tx.now, **_snapshot(template))
        )
        return result.rowcount == 1

    async def overdue(self, tx: Transaction, limit: int) -> list[Assignment]:
        """Completed ones whose time to be claimed is over, by player."""
        rows = await tx.execute(
            sa.select(*_ASSIGNMENT)
            .where(
                assignment.c.status == Status.COMPLETED.value,
                assignment.c.claimable_until <= tx.now,
            )
            .order_by(assignment.c.user_id, assignment.c.id)
            .limit(limit)
        )
        return [_read(row) for row in rows]

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in (period, assignment)
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        for table in (period, assignment):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))


def _same(user_id: int, of: Period) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        period.c.user_id == user_id,
        period.c.cadence == of.cadence,
        period.c.period == of.period,
    )


def _snapshot(template: Template) -> dict[str, Any]:
    return {
        "code": template.code,
        "criterion": template.criterion.model_dump_json(),
        "goal": template.goal,
        "reward": template.reward,
        "state": "{}",
    }


def _read(row: Any) -> Assignment:
    values = dict(row._mapping)
    values["criterion"] = _CRITERION.validate_json(values["criterion"])
    values["state"] = json.loads(values["state"])
    return Assignment(**values)
