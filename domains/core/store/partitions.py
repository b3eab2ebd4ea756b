"""Partitions of the keys: the share of the work that one instance holds at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID
from zlib import crc32

import sqlalchemy as sa

from domains.core.database import Connection, insert_into
from domains.core.store.tables import partition

PARTITIONS = 32
"""Never changes: it is written into every row of the log."""


def partition_of(key: str) -> int:
    """The partition of a key: the same on every machine and in every version."""
    return crc32(key.encode()) % PARTITIONS


def wanted_owner(number: int, sharing: Collection[UUID]) -> UUID:
    """Who should hold a partition: everybody comes to the same answer (rendezvous hashing).

    When an instance comes or goes, only partitions that it gains or held move.
    """
    return max(sharing, key=lambda instance: blake2b(b"%d" % number + instance.bytes).digest())


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who holds what after a heartbeat. What is `leaving` should be somebody else's."""

    owners: dict[int, UUID]
    leaving: frozenset[int]


async def assign(connection: Connection, me: UUID, sharing: Collection[UUID]) -> Assignment:
    """Take the partitions that are ours to have and that nobody alive holds.

    The caller holds the lock of `instances.renew`: one instance at a time comes here.
    """
    rows = await connection.execute(sa.select(partition.c.partition, partition.c.owner))
    owners: dict[int, UUID | None] = {row.partition: row.owner for row in rows}
    free = {n for n in range(PARTITIONS) if owners.get(n) not in sharing}
    gained = {n for n in free if wanted_owner(n, sharing) == me}
    if gained:
        taken = insert_into(partition, connection.dialect)
        await connection.execute(
            taken.on_conflict_do_update(
                index_elements=["partition"],
                set_={"owner": taken.excluded.owner, "epoch": partition.c.epoch + 1},
            ),
            [{"partition": number, "owner": me, "epoch": 1} for number in sorted(gained)],
        )
    held: dict[int, UUID] = {n: o for n, o in owners.items() if o is not None and n not in free}
    held |= dict.fromkeys(gained, me)
    leaving = {n for n, owner in held.items() if owner == me and wanted_owner(n, sharing) != me}
    return Assignment(held, frozenset(leaving))


async def release(
    connection: Connection, me: UUID, numbers: Collection[int] | None = None
) -> None:
    """Let go of partitions, or of all; whoever should have them takes them."""
    condition = partition.c.owner == me
    if numbers is not None:
        condition &= partition.c.partition.in_(numbers)
    await connection.execute(
        sa.update(partition).where(condition).values(owner=None, epoch=partition.c.epoch + 1)
    )
