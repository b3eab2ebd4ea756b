"""Fixtures: real PostgreSQL and Redis, started by the first test that asks for them.

Where a server comes from, in this order: TEST_DATABASE_URL and TEST_REDIS_URL, the wheels of the
development lock, programs of the system. If nothing is found the test fails and tells the remedy;
it is never skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.postgres import PostgresServer, postgres_server
from tests.support.valkey import RedisServer, UnrulyRedis, redis_server, unruly_redis

_seen = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session", name="postgres_server")
def _postgres_server(pytestconfig: pytest.Config) -> Iterator[PostgresServer]:
    with postgres_server() as server:
        note = f"PostgreSQL {server.version()} ({server.origin})"
        pytestconfig.stash.setdefault(_seen, []).append(note)
        yield server


@pytest.fixture(scope="session", name="redis_server")
def _redis_server(pytestconfig: pytest.Config) -> Iterator[RedisServer]:
    with redis_server() as server:
        note = f"{server.version()} ({server.origin})"
        pytestconfig.stash.setdefault(_seen, []).append(note)
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A database file that does not exist yet."""
    return f"sqlite:///{tmp_path}/diana.db"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database; the test runs once on each kind."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(fixture)
    return url


@pytest.fixture
def redis_url(redis_server: RedisServer) -> Iterator[str]:
    """An empty Redis database, emptied again afterwards."""
    redis_server.flush()
    yield redis_server.url
    redis_server.flush()


@pytest.fixture(name="unruly_redis")
def _unruly_redis() -> Iterator[UnrulyRedis]:
    """A running Redis of this test's own, to freeze, kill and restart. It saves every write."""
    with unruly_redis() as server:
        yield server


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of a parallel run tells the one who reports what it started."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["servers"] = session.config.stash.get(_seen, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    told = getattr(node, "workeroutput", {}).get("servers", [])
    seen = node.config.stash.setdefault(_seen, [])
    seen.extend(note for note in told if note not in seen)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if servers := config.stash.get(_seen, []):
        terminalreporter.write_line(f"servers: {', '.join(servers)}")
