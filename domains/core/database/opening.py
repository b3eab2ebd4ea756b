"""Which database a URL means."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database.interface import Database
from domains.core.database.postgres import PostgresDatabase
from domains.core.database.sqlite import SqliteDatabase


def sync_url(url: str) -> sa.URL:
    """The URL with the driver this project uses. Raises ValueError for other databases."""
    parsed = sa.make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+asyncpg")
        case other:
            raise ValueError(f"{other!r} is neither sqlite nor postgresql")


def open_database(url: str, *, pool_size: int = 20) -> Database:
    """The database behind a URL such as `sqlite:///var/diana.db` or `postgresql://…`."""
    parsed = sync_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteDatabase(parsed)
    return PostgresDatabase(parsed, pool_size=pool_size)
