"""Tables without migrations, for databases that live no longer than a test."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import Database, metadata


async def create_tables(database: Database) -> None:
    """Create every registered table in an empty database, with its indexes and triggers.

    A table is registered once its module is imported.
    """
    async with database.writing() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(sa.schema.CreateTable(table))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                await connection.execute(sa.schema.CreateIndex(index))
            for trigger in table.info.get("triggers", {}).get(database.dialect, ()):
                await connection.execute(sa.text(trigger))
