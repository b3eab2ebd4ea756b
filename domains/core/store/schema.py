"""The bus's own tables, created where no migration runs: in a database that lives in memory."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import Connection, metadata
from domains.core.store import tables


async def create(connection: Connection) -> None:
    """Create the tables of the event store in an empty database."""
    for name in tables.PRIVACY:
        table = metadata.tables[name]
        await connection.execute(sa.schema.CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            await connection.execute(sa.schema.CreateIndex(index))
