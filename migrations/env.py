"""Run migrations on the one database the caller means, PostgreSQL or SQLite.

The URL comes from the caller (`config.attributes["url"]`), else from DATABASE_URL, else it is the
default file. All migrations of a run are one transaction: they arrive together or not at all, and
a second process that starts at the same moment waits and then finds nothing left to do.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import pkgutil
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import bot
import domains
from domains.core.database import metadata, sync_url

DEFAULT_URL = "sqlite:///var/diana.db"
ADVISORY_LOCK = 0x6469616E61  # "diana"; any number will do if every process takes the same
SQLITE_PATIENCE_SECONDS = 60.0


def import_tables() -> None:
    """Import every `tables` module, so that each registers its tables in the metadata."""
    for package in (domains, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith(".tables"):
                importlib.import_module(module.name)


def database_url() -> sa.URL:
    """The URL with its driver."""
    url = context.config.attributes.get("url") or os.environ.get("DATABASE_URL") or DEFAULT_URL
    return sync_url(str(url))


def render_item(kind: str, item: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """A migration names plain types: it must not change its meaning when our code does."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def migrate(connection: sa.Connection) -> None:
    """Run what the alembic command asked for."""
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # written on one database, run on both
        render_item=render_item,
        transactional_ddl=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        if not sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))
        context.run_migrations()


def migrate_sqlite(url: sa.URL) -> None:
    """SQLite, with tables changed by copying them where SQLite cannot alter them in place."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    patience = {"timeout": SQLITE_PATIENCE_SECONDS}
    engine = sa.create_engine(url, poolclass=NullPool, connect_args=patience)

    # pysqlite would commit before every DDL statement; taking the transaction over from it makes
    # a migration atomic, and IMMEDIATE makes a second process wait at the door.
    @sa.event.listens_for(engine, "connect")
    def leave_transactions_to_us(dbapi_connection: Any, _record: object) -> None:
        dbapi_connection.isolation_level = None

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()


async def migrate_postgresql(url: sa.URL) -> None:
    """PostgreSQL, through the driver the bot uses."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


def run() -> None:
    """What alembic loads this file for."""
    if context.is_offline_mode():
        raise SystemExit("Migrations read the database they change: --sql is not offered.")
    import_tables()
    url = database_url()
    if url.get_backend_name() == "sqlite":
        migrate_sqlite(url)
    else:
        asyncio.run(migrate_postgresql(url))


run()
