"""Tables without migrations: the fast way for tests that do not test migrations."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import sqlalchemy as sa

import bot
import domains
from domains.core.database import Database, metadata


@cache
def import_tables() -> None:
    """Import every `tables` module, so that each registers its tables."""
    for package in (domains, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith(".tables"):
                importlib.import_module(module.name)


async def create_schema(database: Database) -> None:
    """Create every table of the project in an empty database."""
    import_tables()
    async with database.writing() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(sa.schema.CreateTable(table))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                await connection.execute(sa.schema.CreateIndex(index))
            for trigger in table.info.get("triggers", {}).get(database.dialect, ()):
                await connection.execute(sa.text(trigger))
