"""SQL of the admin module."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from uuid_utils.compat import uuid4

from domains.admin.model import AuditLine, Metric, Numbers
from domains.admin.tables import active, allowance, audit, daily, person
from domains.core.unit_of_work import Transaction


class People:
    """Which subject stands for whom."""

    async def subjects(self, tx: Transaction, user_ids: Collection[int]) -> dict[int, UUID]:
        """Everybody's subject, made up for who has none yet."""
        # One at a time and in order, so that two transactions never wait for each other.
        for user_id in sorted(set(user_ids)):
            await tx.execute(
                tx.insert(person).values(user_id=user_id, subject=uuid4()).on_conflict_do_nothing()
            )
        rows = await tx.execute(
            sa.select(person.c.user_id, person.c.subject).where(person.c.user_id.in_(user_ids))
        )
        return {row.user_id: row.subject for row in rows}

    async def subject_of(self, tx: Transaction, user_id: int) -> UUID | None:
        """Somebody's subject, if they have one."""
        query = sa.select(person.c.subject).where(person.c.user_id == user_id)
        subject: UUID | None = await tx.scalar(query)
        return subject

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Nobody knows any more whose subject it was."""
        await tx.execute(sa.delete(person).where(person.c.user_id == user_id))


_actor, _target = person.alias("actor_person"), person.alias("target_person")

_LINES = (
    sa.select(
        audit.c.id,
        audit.c.at,
        _actor.c.user_id.label("actor_id"),
        audit.c.actor_role,
        audit.c.action,
        _target.c.user_id.label("target_user_id"),
        audit.c.details,
        audit.c.reason,
        audit.c.result,
    )
    .outerjoin_from(audit, _actor, _actor.c.subject == audit.c.actor)
    .outerjoin(_target, _target.c.subject == audit.c.target)
)


class Audit:
    """Who did what to whom, and why. Lines are only ever added."""

    async def add(self, tx: Transaction, line: dict[str, Any]) -> bool:
        """Write a line. False when its key is taken: it is there already."""
        result = await tx.execute(
            tx.insert(audit).values(at=tx.now, **line).on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def follow_up(self, tx: Transaction, line_id: UUID, line: dict[str, Any]) -> bool:
        """Write another line by and about the same people. False when its key is taken."""
        first = (
            await tx.execute(
                sa.select(audit.c.actor, audit.c.actor_role, audit.c.target, audit.c.reason).where(
                    audit.c.id == line_id
                )
            )
        ).one()
        return await self.add(tx, {**first._mapping, **line})

    async def by_id(self, tx: Transaction, line_id: UUID) -> AuditLine | None:
        """A line."""
        row = (await tx.execute(_LINES.where(audit.c.id == line_id))).first()
        return AuditLine(**row._mapping) if row is not None else None

    async def by_key(self, tx: Transaction, key: str) -> AuditLine | None:
        """The line that was written under a key."""
        row = (await tx.execute(_LINES.where(audit.c.key == key))).first()
        return AuditLine(**row._mapping) if row is not None else None

    async def newest(self, tx: Transaction, after: UUID | None, limit: int) -> list[AuditLine]:
        """Lines older than `after`, or the newest of all."""
        query = _LINES
        if after is not None:
            position = sa.tuple_(audit.c.at, audit.c.id)
            anchor = (await tx.execute(sa.select(audit.c.at).where(audit.c.id == after))).first()
            if anchor is not None:
                query = query.where(position < sa.tuple_(anchor.at, after))
        return await self._read(tx, query, limit)

    async def about(self, tx: Transaction, user_id: int, limit: int) -> list[AuditLine]:
        """The newest lines whose target is this person."""
        return await self._read(tx, _LINES.where(_target.c.user_id == user_id), limit)

    async def concerning(self, tx: Transaction, user_id: int) -> list[AuditLine]:
        """Every line by or about this person."""
        theirs = sa.or_(_target.c.user_id == user_id, _actor.c.user_id == user_id)
        return await self._read(tx, _LINES.where(theirs), None)

    @staticmethod
    async def _read(tx: Transaction, query: sa.Select[Any], limit: int | None) -> list[AuditLine]:
        ordered = query.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
        return [AuditLine(**row._mapping) for row in await tx.execute(ordered)]


class Allowances:
    """How many besitos somebody has moved on a UTC day."""

    async def use(self, tx: Transaction, user_id: int, day: date, amount: int, limit: int) -> bool:
        """Take `amount` from the day's allowance. False when it would pass `limit`."""
        if amount > limit:
            return False
        total = allowance.c.used + amount
        result = await tx.execute(
            tx.insert(allowance)
            .values(user_id=user_id, day=day, used=amount)
            .on_conflict_do_update(
                index_elements=["user_id", "day"], set_={"used": total}, where=total <= limit
            )
        )
        return result.rowcount == 1

    async def give_back(self, tx: Transaction, user_id: int, day: date, amount: int) -> None:
        """What was allowed and not moved after all."""
        await tx.execute(
            sa.update(allowance)
            .where(
                allowance.c.user_id == user_id,
                allowance.c.day == day,
                allowance.c.used >= amount,
            )
            .values(used=allowance.c.used - amount)
        )

    async def used(self, tx: Transaction, user_id: int, day: date) -> int:
        """Besitos moved so far."""
        query = sa.select(allowance.c.used).where(
            allowance.c.user_id == user_id, allowance.c.day == day
        )
        return int(await tx.scalar(query) or 0)

    async def of(self, tx: Transaction, user_id: int) -> dict[date, int]:
        """Every day on which somebody moved besitos."""
        rows = await tx.execute(
            sa.select(allowance.c.day, allowance.c.used)
            .where(allowance.c.user_id == user_id)
            .order_by(allowance.c.day)
        )
        return {row.day: row.used for row in rows}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Delete somebody's allowances."""
        await tx.execute(sa.delete(allowance).where(allowance.c.user_id == user_id))


class Counts:
    """Counters per UTC day, and who was active."""

    async def add(self, tx: Transaction, day: date, metric: Metric, amount: int = 1) -> None:
        """Count something."""
        await tx.execute(
            tx.insert(daily)
            .values(day=day, metric=metric.value, value=amount)
            .on_conflict_do_update(
                index_elements=["day", "metric"], set_={"value": daily.c.value + amount}
            )
        )

    async def was_active(self, tx: Transaction, day: date, subject: UUID) -> bool:
        """Somebody was here. True the first time that day."""
        result = await tx.execute(
            tx.insert(active).values(day=day, subject=subject).on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def since(self, tx: Transaction) -> date | None:
        """The first day that anything was counted."""
        day: date | None = await tx.scalar(sa.select(sa.func.min(daily.c.day)))
        return day

    async def by_day(self, tx: Transaction, first: date, last: date) -> dict[date, Numbers]:
        """The days of a span on which something was counted."""
        rows = await tx.execute(
            sa.select(daily.c.day, daily.c.metric, daily.c.value).where(
                daily.c.day.between(first, last)
            )
        )
        counted: dict[date, dict[str, int]] = {}
        for row in rows:
            counted.setdefault(row.day, {})[row.metric] = row.value
        return {day: Numbers(**values) for day, values in counted.items()}

    async def distinct_active(self, tx: Transaction, first: date, last: date) -> int:
        """How many different people were here in a span."""
        query = sa.select(sa.func.count(active.c.subject.distinct())).where(
            active.c.day.between(first, last)
        )
        return int(await tx.scalar(query))

    async def days_of(self, tx: Transaction, user_id: int) -> list[date]:
        """The days on which somebody was here."""
        rows = await tx.execute(
            sa.select(active.c.day)
            .join_from(active, person, person.c.subject == active.c.subject)
            .where(person.c.user_id == user_id)
            .order_by(active.c.day)
        )
        return list(rows.scalars())
