"""Where sagas keep their state: one row a saga, changed only by who saw its present version."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.database import Connection, insert_into
from domains.core.store.tables import saga

StoredSaga = sa.Row[Any]
"""`version`, `step`, `state` (JSON), `timeout_id` and `ended_at` of a saga."""

SagaKey = tuple[str, str]
"""The kind of saga, and its id."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a saga stands; `state` is JSON, `ended_at` None while it is open."""

    step: str
    state: str
    timeout_id: UUID | None
    ended_at: datetime | None = None


async def find(connection: Connection, key: SagaKey) -> StoredSaga | None:
    """The saga's row, not locked."""
    rows = await connection.execute(
        sa.select(
            saga.c.version, saga.c.step, saga.c.state, saga.c.timeout_id, saga.c.ended_at
        ).where(*_is(key))
    )
    return rows.first()


async def begin(connection: Connection, key: SagaKey, position: Position, at: datetime) -> bool:
    """Write a new saga down. False: there is one of this id already, open or ended."""
    name, saga_id = key
    result = await connection.execute(
        insert_into(saga, connection.dialect)
        .values(
            saga=name,
            saga_id=saga_id,
            version=1,
            started_at=at,
            changed_at=at,
            **asdict(position),
        )
        .on_conflict_do_nothing()
    )
    return result.rowcount == 1


async def move(
    connection: Connection, key: SagaKey, version: int, position: Position, at: datetime
) -> bool:
    """Change an open saga. False: somebody else has changed it since `version` was read."""
    result = await connection.execute(
        sa.update(saga)
        .where(*_is(key), saga.c.version == version, saga.c.ended_at.is_(None))
        .values(version=version + 1, changed_at=at, **asdict(position))
    )
    return result.rowcount == 1


def _is(key: SagaKey) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    name, saga_id = key
    return saga.c.saga == name, saga.c.saga_id == saga_id
