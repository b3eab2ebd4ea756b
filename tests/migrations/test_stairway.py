"""Every migration goes up, down and up again, on both databases, and arrives at the models."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from domains.core.database import metadata, sync_url
from tests.support.schema import import_tables

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config(database_url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database_url
    return config


@pytest.fixture
def revisions(config: Config) -> list[str]:
    """Oldest first."""
    script = ScriptDirectory.from_config(config)
    found = [revision.revision for revision in script.walk_revisions()][::-1]
    if not found:
        pytest.skip("no migration is written yet")
    return found


def test_there_is_one_head(config: Config) -> None:
    assert len(ScriptDirectory.from_config(config).get_heads()) <= 1


def test_every_step_goes_up_down_and_up(config: Config, revisions: list[str]) -> None:
    for revision in revisions:
        command.upgrade(config, revision)
        command.downgrade(config, "-1")
        command.upgrade(config, revision)


def test_the_way_down_leaves_nothing(
    config: Config, revisions: list[str], database_url: str
) -> None:
    command.upgrade(config, "head")
    command.downgrade(config, "base")

    assert look(database_url, lambda c: sa.inspect(c).get_table_names()) == ["alembic_version"]


def test_models_equal_migrations(config: Config, revisions: list[str], database_url: str) -> None:
    import_tables()
    command.upgrade(config, "head")

    def compare(connection: sa.Connection) -> list[Any]:
        options = {"compare_server_default": True}
        differences: list[Any] = compare_metadata(
            MigrationContext.configure(connection, opts=options), metadata
        )
        return differences

    assert look(database_url, compare) == []


def test_migrations_bring_the_triggers_of_the_models(
    config: Config, revisions: list[str], database_url: str
) -> None:
    """Alembic compares tables, not triggers."""
    import_tables()
    command.upgrade(config, "head")
    kind = sync_url(database_url).get_backend_name()
    declared = {
        re.findall(r"CREATE TRIGGER (?:IF NOT EXISTS )?(\w+)", statement)[0]
        for table in metadata.sorted_tables
        for statement in table.info.get("triggers", {}).get(kind, ())
        if "CREATE TRIGGER" in statement
    }
    listing = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[kind]

    assert set(look(database_url, lambda c: c.scalars(sa.text(listing)).all())) == declared


def test_a_second_run_finds_nothing_to_do(config: Config, revisions: list[str]) -> None:
    command.upgrade(config, "head")
    command.upgrade(config, "head")


def look(url: str, question: Callable[[sa.Connection], Any]) -> Any:
    """Ask the database a question, synchronously."""
    target = sync_url(url)
    if target.get_backend_name() == "sqlite":
        engine = sa.create_engine(target, poolclass=NullPool)
        with engine.connect() as connection:
            return question(connection)

    async def ask() -> Any:
        async with create_async_engine(target, poolclass=NullPool).connect() as connection:
            return await connection.run_sync(question)

    return asyncio.run(ask())
