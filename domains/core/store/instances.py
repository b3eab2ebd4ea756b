"""Who is alive. An instance owns the events it stored for as long as its heartbeat beats."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection, insert_into
from domains.core.store.tables import instance

HEARTBEAT = timedelta(seconds=5)
LEASE = timedelta(seconds=20)
"""An instance silent for this long has lost its events to whoever asks first."""


_here: set[UUID] = set()
"""Instances of this very process. A row with our pid and another id is a dead namesake."""


@dataclass(frozen=True, slots=True)
class Census:
    """Who lives, and who of them shares the partitions."""

    living: frozenset[UUID]
    sharing: frozenset[UUID]
    was_counted: bool
    """Did we hold our lease until now? If not, others may have taken over what was ours."""


async def renew(
    connection: Connection, instance_id: UUID, now: datetime, *, shares: bool
) -> Census:
    """Say that we live; returns who does. Until the commit nobody else may begin to."""
    if connection.dialect == "postgresql":
        # Else an instance that starts this moment is not among the living yet, but owns events.
        lock = f"LOCK TABLE {instance.name} IN SHARE ROW EXCLUSIVE MODE"
        await connection.execute(sa.text(lock))
    _here.add(instance_id)
    others = await living(connection, now)
    values = {"host": _HOST, "pid": os.getpid(), "alive_at": now, "shares": shares}
    await connection.execute(
        insert_into(instance, connection.dialect)
        .values(instance_id=instance_id, **values)
        .on_conflict_do_update(index_elements=["instance_id"], set_=values)
    )
    sharing = {other for other, does in others.items() if does and other != instance_id}
    return Census(
        living=frozenset({*others, instance_id}),
        sharing=frozenset(sharing | {instance_id} if shares else sharing),
        was_counted=instance_id in others,
    )


async def living(connection: Connection, now: datetime) -> dict[UUID, bool]:
    """Instances that hold their lease, and whether they share. All others' rows are removed.

    A process of this host that is gone does not have to wait for its lease to run out:
    a bot restarted after `kill -9` takes its own work up at once.
    """
    rows = (await connection.execute(sa.select(instance))).all()
    gone = [row.instance_id for row in rows if not _holds_lease(row, now)]
    if gone:
        await remove(connection, gone)
    return {row.instance_id: row.shares for row in rows if row.instance_id not in gone}


async def remove(connection: Connection, instance_ids: Iterable[UUID]) -> None:
    """Give up a lease: whatever its instance still owns may be claimed."""
    await connection.execute(
        sa.delete(instance).where(instance.c.instance_id.in_(list(instance_ids)))
    )


def _holds_lease(row: sa.Row[Any], now: datetime) -> bool:
    if row.alive_at < now - LEASE:
        return False
    if row.host != _HOST:
        return True
    if row.pid == os.getpid():
        return row.instance_id in _here
    return _runs(row.pid)


def _read_host() -> str:
    # A pid means something only within one boot and one pid namespace: two containers, or a
    # container and its host, may well carry the same name.
    parts = [socket.gethostname()]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text().strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return "/".join(parts)[-255:]


_HOST = _read_host()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
