"""Tables without migrations: the fast way for tests that do not test migrations."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import bot
import domains
from domains.core.database import Database
from domains.core.store.schema import create_tables


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
    await create_tables(database)
