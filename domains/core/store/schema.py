"""Tables without migrations, for databases that live no longer than their process."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from domains.core.database import Database, metadata
from domains.core.store import tables


async def create_bus_tables(database: Database) -> None:
    """Create the tables of the event store in an empty database."""
    await _create(database, (metadata.tables[name] for name in tables.PRIVACY))


async def create_tables(database: Database) -> None:
    """Create every registered table in an empty database, with its indexes and triggers.

    A table is registered once its module is imported.
    """
    await _create(database, metadata.sorted_tables)


async def _create(database: Database, chosen: Iterable[sa.Table]) -> None:
    async with database.writing() as connection:
        for table in chosen:
            await connection.execute(sa.schema.CreateTable(table))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                await connection.execute(sa.schema.CreateIndex(index))
            for trigger in table.info.get("triggers", {}).get(database.dialect, ()):
                await connection.execute(sa.text(trigger))
