"""What migrations/env.py promises: all or nothing, one process at a time."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from alembic.config import Config

ROOT = Path(__file__).parents[2]

REVISION = """
import time

import sqlalchemy as sa
from alembic import op

revision = {number!r}
down_revision = {before!r}


def upgrade():
    op.create_table("step_{number}", sa.Column("id", sa.Integer(), primary_key=True))
    {then}


def downgrade():
    op.drop_table("step_{number}")
"""

UPGRADE = """
import sys
from alembic import command
from alembic.config import Config

config = Config(sys.argv[1])
config.set_main_option("version_locations", sys.argv[2])
config.attributes["url"] = sys.argv[3]
command.upgrade(config, "head")
assert "aiogram" not in sys.modules, "to import it takes seconds, and no table needs it"
"""


def write_revisions(folder: Path, *, second_does: str) -> None:
    first = REVISION.format(number="1", before=None, then="pass")
    second = REVISION.format(number="2", before="1", then=second_does)
    (folder / "1_first.py").write_text(first)
    (folder / "2_second.py").write_text(second)


async def tables(url: str) -> set[str]:
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        connection.close()
        return {name for (name,) in rows}
    server = await asyncpg.connect(url)
    found = await server.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    await server.close()
    return {row["tablename"] for row in found}


async def test_a_failing_migration_leaves_nothing_behind(
    database_url: str, tmp_path: Path
) -> None:
    write_revisions(tmp_path, second_does="raise RuntimeError('half way')")
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("version_locations", str(tmp_path))
    config.attributes["url"] = database_url

    with pytest.raises(RuntimeError, match="half way"):
        await asyncio.to_thread(command.upgrade, config, "head")

    assert await tables(database_url) == set()


async def test_two_processes_that_start_together_migrate_once(
    database_url: str, tmp_path: Path
) -> None:
    write_revisions(tmp_path, second_does="time.sleep(0.3)")
    run = [sys.executable, "-c", UPGRADE, str(ROOT / "alembic.ini"), str(tmp_path), database_url]
    both = [
        await asyncio.create_subprocess_exec(*run, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
        for _ in range(2)
    ]

    for process in both:
        _, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
    assert await tables(database_url) == {"alembic_version", "step_1", "step_2"}
