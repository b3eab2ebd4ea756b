"""Brings the database's schema up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

ROOT = Path(__file__).resolve().parent.parent


def alembic_config(database_url: str) -> Config:
    """Alembic's configuration for a database, without reading any ini file twice."""
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = database_url
    return config


def migrate(database_url: str, revision: str = "head") -> None:
    """Upgrade to a revision. Blocks; call it before the event loop starts.

    The database's own errors pass through. Safe to run from several instances at once.
    """
    command.upgrade(alembic_config(database_url), revision)
