"""Fixtures: databases that already hold every table, copied or washed, not created anew.

Creating the tables takes longer than most tests.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from domains.core.database import open_database
from tests.support.loops import run_apart
from tests.support.postgres import PostgresServer
from tests.support.schema import create_schema
from tests.support.washing import WashedDatabases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "diana.db"
    run_apart(_create_tables(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> Iterator[str]:
    url = postgres_server.create_database()
    run_apart(_create_tables(url))
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(scope="session")
def washed_databases(
    postgres_template: str, postgres_server: PostgresServer
) -> Iterator[WashedDatabases]:
    databases = WashedDatabases(postgres_server, postgres_template)
    yield databases
    databases.close()


@pytest.fixture
def prepared_sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An SQLite file with every table, all empty."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path)}"


@pytest.fixture
def prepared_postgres_url(washed_databases: WashedDatabases) -> Iterator[str]:
    """A PostgreSQL database with every table, all empty."""
    url = washed_databases.lend()
    yield url
    washed_databases.take_back(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def prepared_url(request: pytest.FixtureRequest) -> str:
    """A database with every table, all empty; the test runs once on each kind."""
    kinds = {"sqlite": "prepared_sqlite_url", "postgresql": "prepared_postgres_url"}
    url: str = request.getfixturevalue(kinds[request.param])
    return url


async def _create_tables(url: str) -> None:
    database = open_database(url)
    await create_schema(database)
    await database.close()
