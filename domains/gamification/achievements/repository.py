"""SQL of achievements."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.achievements.model import (
    Achievement,
    Cause,
    Progress,
    Standing,
    Unlock,
)
from domains.gamification.achievements.tables import definition, progress, stats, unlock
from domains.gamification.points.tables import account

_KEY = (progress.c.user_id, progress.c.code, progress.c.version, progress.c.period)
_HELD = unlock.c.revoked_at.is_(None)

# Statements of every decision are built once: building costs more than running them.
_REVISION = sa.select(sa.func.max(definition.c.revision))
_LOCK = (
    sa.select(progress)
    .where(
        progress.c.user_id == sa.bindparam("whose"),
        progress.c.code.in_(sa.bindparam("codes", expanding=True)),
    )
    .order_by(*_KEY)
    .with_for_update()
)
_SAVE = (
    sa.update(progress)
    .where(
        progress.c.user_id == sa.bindparam("whose"),
        progress.c.code == sa.bindparam("of_code"),
        progress.c.version == sa.bindparam("of_version"),
        progress.c.period == sa.bindparam("of_period"),
        progress.c.steps <= sa.bindparam("steps_now"),
    )
    .values(
        steps=sa.bindparam("steps_now"),
        state=sa.bindparam("state_now"),
        updated_at=sa.bindparam("now"),
    )
)


class Definitions:
    """What was added, or eased, while the house was open."""

    async def revision(self, tx: Transaction) -> int:
        """Grows with every change; 0 before the first."""
        return int(await tx.scalar(_REVISION) or 0)

    async def all(self, tx: Transaction) -> list[Achievement]:
        """Every one, checked once more."""
        rows = await tx.execute(
            sa.select(definition.c.body).order_by(definition.c.code, definition.c.version)
        )
        return [Achievement.model_validate_json(body) for body in rows.scalars()]

    async def put(self, tx: Transaction, achievement: Achievement) -> None:
        """Write one down, under the next revision."""
        new = tx.insert(definition).values(
            code=achievement.code,
            version=achievement.version,
            body=achievement.model_dump_json(),
            revision=await self.revision(tx) + 1,
            defined_at=tx.now,
        )
        names = ("body", "revision", "defined_at")
        await tx.execute(
            new.on_conflict_do_update(
                index_elements=[definition.c.code, definition.c.version],
                set_={name: new.excluded[name] for name in names},
            )
        )


class AchievementRows:
    """Counters, and what they unlocked."""

    async def lock(
        self, tx: Transaction, user_id: int, codes: Collection[str]
    ) -> dict[str, list[Progress]]:
        """Somebody's progress by code. Nobody else changes it until we commit."""
        return _by_code(await tx.execute(_LOCK, {"whose": user_id, "codes": list(codes)}))

    async def begin(self, tx: Transaction, user_id: int, new: Iterable[Progress]) -> None:
        """Open counters at nothing, where there are none."""
        rows = [_row(user_id, each, tx.now) for each in new]
        if rows:
            await tx.execute(tx.insert(progress).values(rows).on_conflict_do_nothing())

    async def save(self, tx: Transaction, user_id: int, changed: Collection[Progress]) -> None:
        """Write locked counters back."""
        rows = [
            {
                "whose": user_id,
                "of_code": each.code,
                "of_version": each.version,
                "of_period": each.period,
                "steps_now": each.steps,
                "state_now": json.dumps(dict(each.state)),
                "now": tx.now,
            }
            for each in changed
        ]
        if rows:
            await tx.execute(_SAVE, rows)

    async def unlock(
        self, tx: Transaction, user_id: int, achievement: Achievement, tier: int, cause: Cause
    ) -> bool:
        """Unlock a tier. False when it was unlocked before, or taken away."""
        result = await tx.execute(
            tx.insert(unlock)
            .values(
                user_id=user_id,
                code=achievement.code,
                tier=tier,
                version=achievement.version,
                source_event=cause.source,
                unlocked_at=cause.at,
                decided_by=cause.decided_by,
                note=cause.note,
            )
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def revoke(
        self, tx: Transaction, user_id: int, code: str, decided_by: int, note: str
    ) -> int:
        """Take every tier away, for good; how many there were."""
        result = await tx.execute(
            sa.update(unlock)
            .where(unlock.c.user_id == user_id, unlock.c.code == code, _HELD)
            .values(revoked_at=tx.now, decided_by=decided_by, note=note)
        )
        return int(result.rowcount)

    async def standings_of(
        self, tx: Transaction, user_id: int
    ) -> dict[tuple[str, int], tuple[Standing, datetime]]:
        """Every tier that somebody ever unlocked, also what was taken away again."""
        rows = await tx.execute(
            sa.select(
                unlock.c.code, unlock.c.tier, unlock.c.unlocked_at, unlock.c.revoked_at
            ).where(unlock.c.user_id == user_id)
        )
        return {
            (row.code, row.tier): (
                Standing.HELD if row.revoked_at is None else Standing.TAKEN,
                row.unlocked_at,
            )
            for row in rows
        }

    async def progress_of(self, tx: Transaction, user_id: int) -> dict[str, list[Progress]]:
        """Everything somebody began, by code."""
        rows = await tx.execute(
            sa.select(progress).where(progress.c.user_id == user_id).order_by(*_KEY)
        )
        return _by_code(rows)

    async def unlocks_of(self, tx: Transaction, user_id: int) -> list[Unlock]:
        """Everything unlocked, newest first."""
        rows = await tx.execute(
            sa.select(unlock.c.code, unlock.c.tier, unlock.c.unlocked_at)
            .where(unlock.c.user_id == user_id, _HELD)
            .order_by(unlock.c.unlocked_at.desc(), unlock.c.code, unlock.c.tier.desc())
        )
        return [Unlock(**row._mapping) for row in rows]

    async def above(
        self, tx: Transaction, achievement: Achievement, after: int, limit: int
    ) -> list[int]:
        """Players beyond the first goal, in the order of their ids."""
        rows = await tx.execute(
            sa.select(progress.c.user_id)
            .where(
                progress.c.code == achievement.code,
                progress.c.version == achievement.version,
                progress.c.steps >= achievement.tiers[0].goal,
                progress.c.user_id > after,
            )
            .distinct()
            .order_by(progress.c.user_id)
            .limit(limit)
        )
        return [int(user_id) for user_id in rows.scalars()]

    async def count_holders(self, tx: Transaction) -> None:
        """Write down how many hold each tier, of how many players."""
        players = int(
            await tx.scalar(
                sa.select(sa.func.count())
                .select_from(account)
                .where(account.c.user_id.is_not(None))
            )
        )
        rows = await tx.execute(
            sa.select(unlock.c.code, unlock.c.tier, sa.func.count().label("holders"))
            .where(_HELD)
            .group_by(unlock.c.code, unlock.c.tier)
        )
        counted = [{**row._mapping, "players": max(players, row.holders)} for row in rows]
        await tx.execute(sa.delete(stats))
        if counted:
            await tx.execute(tx.insert(stats).values(counted))

    async def holders(self, tx: Transaction) -> dict[tuple[str, int], int]:
        """(code, tier) → basis points of all players, as last counted."""
        rows = await tx.execute(sa.select(stats))
        return {(row.code, row.tier): row.holders * 10_000 // row.players for row in rows}

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in (progress, unlock)
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        for table in (progress, unlock):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))


def _by_code(rows: Iterable[Any]) -> dict[str, list[Progress]]:
    found: dict[str, list[Progress]] = {}
    for row in rows:
        known = Progress(row.code, row.version, row.period, json.loads(row.state))
        found.setdefault(row.code, []).append(known)
    return found


def _row(user_id: int, new: Progress, now: datetime) -> dict[str, Any]:
    return {
        "user_id": user_id,
        "code": new.code,
        "version": new.version,
        "period": new.period,
        "steps": new.steps,
        "state": json.dumps(dict(new.state)),
        "updated_at": now,
    }
