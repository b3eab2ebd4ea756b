"""SQL of the intake.

Locks are taken in one order everywhere: lanes sorted by key, then updates sorted by id. Who
adds an update to a lane visits the lane in the same transaction, and who closes a lane locks
it before looking for updates: one of the two always sees the other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

import sqlalchemy as sa

from bot.intake.envelope import Envelope
from bot.intake.tables import lane, lease, update
from domains.core.database import Prepared, insert_into
from domains.core.store import instances
from domains.core.unit_of_work import Transaction

PENDING, DONE, FAILED = "pending", "done", "failed"

# The statements of every update are prepared. Their parameters avoid the names of columns,
# which SQLAlchemy keeps for itself.
_LOCK_LANE = Prepared(
    sa.select(lane.c.key)
    .where(lane.c.key == sa.bindparam("lane_key"), lane.c.owner == sa.bindparam("me"))
    .with_for_update()
)
_CLOSE_LANE = Prepared(sa.delete(lane).where(lane.c.key == sa.bindparam("lane_key")))
_SETTLE = Prepared(
    sa.update(update)
    .where(update.c.update_id == sa.bindparam("number"), update.c.state == PENDING)
    .values(state=sa.bindparam("outcome"), error=sa.bindparam("reason"))
)
_FIRST_PENDING = Prepared(
    sa.select(update.c.update_id, update.c.raw, update.c.attempts)
    .where(update.c.lane == sa.bindparam("lane_key"), update.c.state == PENDING)
    .order_by(update.c.update_id)
    .limit(1)
)
_COUNT_ATTEMPT = Prepared(
    sa.update(update)
    .where(update.c.update_id == sa.bindparam("number"))
    .values(attempts=update.c.attempts + 1)
)

ORPHAN_BATCH = 500
"""Lanes taken up at once; the next look finds the rest."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A pending update as the database keeps it."""

    update_id: int
    raw: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A lane after an update was announced to it."""

    key: str
    owner: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits, over all instances."""

    pending: int
    failed: int
    oldest: datetime | None
    """When the oldest pending update arrived."""


async def living(tx: Transaction, me: UUID) -> set[UUID]:
    """Instances whose lanes nobody else may touch."""
    return {*await instances.living(tx, tx.now), me}


async def visit_lanes(tx: Transaction, keys: Collection[str], me: UUID) -> list[Visit]:
    """Lock each lane until we commit; a lane that does not exist becomes ours."""
    if not keys:
        return []
    rows = await tx.execute(
        _visit(tx.dialect), [{"key": key, "owner": me, "arrivals": 0} for key in sorted(keys)]
    )
    return [Visit(row.key, row.owner, row.arrivals == 0) for row in rows]


async def take_over(
    tx: Transaction, keys: Collection[str], me: UUID, living: Collection[UUID]
) -> set[str]:
    """Become the owner of those lanes whose owner is dead. Gives back which ones."""
    rows = await tx.execute(
        sa.update(lane)
        .where(lane.c.key.in_(keys), lane.c.owner.not_in(living))
        .values(owner=me)
        .returning(lane.c.key)
    )
    return set(rows.scalars())


async def store(
    tx: Transaction, envelopes: Sequence[Envelope], begun: Collection[int]
) -> set[int]:
    """Store what is new; gives back its ids. Attempts of `begun` ids count from now."""
    rows = await tx.execute(
        _store(tx.dialect),
        [
            {
                "update_id": each.update_id,
                "lane": each.lane,
                "user_id": each.user_id,
                "kind": each.kind,
                "raw": each.text,
                "received_at": tx.now,
                "state": PENDING if each.update is not None else FAILED,
                "attempts": int(each.update_id in begun),
                "error": each.error,
            }
            for each in envelopes
        ],
    )
    return set(rows.scalars())


async def lock_lane(tx: Transaction, key: str, me: UUID) -> bool:
    """Hold the lane until we commit. False when it is not ours any more."""
    return await tx.first(_LOCK_LANE, {"lane_key": key, "me": me}) is not None


async def settle(tx: Transaction, update_id: int, state: str, error: str | None) -> None:
    """Write down how a pending update ended."""
    await tx.run(_SETTLE, [{"number": update_id, "outcome": state, "reason": error}])


async def first_pending(tx: Transaction, key: str) -> Stored | None:
    """The update of a lane that must be handled next."""
    row = await tx.first(_FIRST_PENDING, {"lane_key": key})
    return Stored(row.update_id, row.raw, row.attempts) if row is not None else None


async def count_attempt(tx: Transaction, update_id: int) -> None:
    """An attempt begins with our commit."""
    await tx.run(_COUNT_ATTEMPT, [{"number": update_id}])


async def close_lane(tx: Transaction, key: str) -> None:
    """Give up a locked lane in which nothing is pending."""
    await tx.run(_CLOSE_LANE, [{"lane_key": key}])


async def orphans(tx: Transaction, me: UUID) -> list[str]:
    """Lanes with pending updates that are not ours, oldest first.

    Most belong to other living instances; `adopt` knows.
    """
    rows = await tx.execute(
        sa.select(update.c.lane)
        .outerjoin(lane, lane.c.key == update.c.lane)
        .where(update.c.state == PENDING, sa.or_(lane.c.owner.is_(None), lane.c.owner != me))
        .group_by(update.c.lane)
        .order_by(sa.func.min(update.c.update_id))
        .limit(ORPHAN_BATCH)
    )
    return list(rows.scalars())


async def lanes_of(tx: Transaction, me: UUID) -> set[str]:
    """Every lane that is ours."""
    return set((await tx.execute(sa.select(lane.c.key).where(lane.c.owner == me))).scalars())


async def adopt(tx: Transaction, keys: Collection[str], me: UUID) -> set[str]:
    """Become the owner of lanes that have none or a dead one. Gives back which ones."""
    visits = await visit_lanes(tx, keys, me)
    adopted = {visit.key for visit in visits if visit.is_new}
    others = {visit.key for visit in visits if visit.owner != me}
    if others:
        adopted |= await take_over(tx, others, me, await living(tx, me))
    return adopted


async def backlog(tx: Transaction) -> Backlog:
    """Counts over all instances."""
    count = sa.select(sa.func.count()).select_from(update)
    return Backlog(
        pending=await tx.scalar(count.where(update.c.state == PENDING)),
        failed=await tx.scalar(count.where(update.c.state == FAILED)),
        oldest=await tx.scalar(
            sa.select(sa.func.min(update.c.received_at)).where(update.c.state == PENDING)
        ),
    )


async def delete_received_before(
    tx: Transaction, state: str, instant: datetime, limit: int
) -> int:
    """Delete a batch of old updates. Returns how many there were."""
    old = (
        sa.select(update.c.update_id)
        .where(update.c.received_at < instant, update.c.state == state)
        .limit(limit)
    )
    result = await tx.execute(sa.delete(update).where(update.c.update_id.in_(old)))
    return result.rowcount


async def acquire_lease(tx: Transaction, name: str, me: UUID, until: datetime) -> bool:
    """Take or renew a lease. False while another living instance holds it."""
    free = sa.or_(lease.c.owner == me, lease.c.until < tx.now)
    values = {"owner": me, "until": until}
    taken = await tx.execute(
        tx.insert(lease)
        .values(name=name, **values)
        .on_conflict_do_update(index_elements=["name"], set_=values, where=free)
        .returning(lease.c.name)
    )
    if taken.first() is not None:
        return True
    inherited = await tx.execute(
        sa.update(lease)
        .where(lease.c.name == name, lease.c.owner.not_in(await living(tx, me)))
        .values(**values)
    )
    return inherited.rowcount == 1


async def release_lease(tx: Transaction, name: str, me: UUID) -> None:
    """Let another instance have the lease at once."""
    await tx.execute(sa.delete(lease).where(lease.c.name == name, lease.c.owner == me))


@cache
def _visit(dialect: str) -> sa.Executable:
    return (
        insert_into(lane, dialect)
        .on_conflict_do_update(index_elements=["key"], set_={"arrivals": lane.c.arrivals + 1})
        .returning(lane.c.key, lane.c.owner, lane.c.arrivals)
    )


@cache
def _store(dialect: str) -> sa.Executable:
    statement = insert_into(update, dialect).on_conflict_do_nothing()
    return statement.returning(update.c.update_id)
