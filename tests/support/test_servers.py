"""The servers that the tests stand on."""

from __future__ import annotations

import signal
import sqlite3
import sys
from pathlib import Path

import asyncpg
import pytest
import redis
import sqlalchemy as sa
from redis.asyncio import Redis

from domains.core.database import metadata, open_database
from tests.support import postgres, processes, valkey
from tests.support.postgres import PostgresServer
from tests.support.processes import ServerUnavailableError
from tests.support.valkey import UnrulyRedis


async def test_postgresql_answers(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    assert await connection.fetchval("SELECT 1") == 1
    await connection.close()


async def test_a_database_is_empty_and_gone_afterwards(postgres_server: PostgresServer) -> None:
    url = postgres_server.create_database()
    connection = await asyncpg.connect(url)
    tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    assert await connection.fetchval(tables) == 0

    postgres_server.drop_database(url)  # although a connection is open

    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(url)
    connection.terminate()


def test_both_databases_are_offered(database_url: str) -> None:
    kind, _, rest = database_url.partition("://")
    assert kind in {"sqlite", "postgresql"}
    if kind == "sqlite":
        sqlite3.connect(rest.removeprefix("/")).close()


async def test_a_prepared_database_holds_every_table(prepared_url: str) -> None:
    database = open_database(prepared_url)
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            rows = await connection.execute(sa.select(sa.func.count()).select_from(table))
            assert rows.scalar_one() == 0
    await database.close()


def test_an_unruly_redis_remembers_forgets_and_freezes(unruly_redis: UnrulyRedis) -> None:
    def ask() -> int:
        with redis.Redis.from_url(unruly_redis.url, socket_timeout=0.2) as client:
            return client.incr("asked")

    assert ask() == 1
    unruly_redis.restart()
    assert ask() == 2  # every write was saved
    unruly_redis.freeze()
    with pytest.raises(redis.TimeoutError):
        ask()
    unruly_redis.thaw()
    unruly_redis.restart(empty=True)
    assert ask() == 1
    unruly_redis.kill()
    with pytest.raises(redis.ConnectionError):
        ask()


async def test_redis_answers_and_is_empty(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        assert await client.dbsize() == 0
        await client.set("left", "behind")


async def test_redis_is_empty_again(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        assert await client.dbsize() == 0


async def test_a_redis_database_in_use_is_refused(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Redis.from_url(redis_url) as client:
        await client.set("precious", "1")
    monkeypatch.setenv("TEST_REDIS_URL", redis_url)

    with pytest.raises(ServerUnavailableError, match="would erase"), valkey.redis_server():
        pass


def test_a_named_server_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://someone@elsewhere/postgres")
    with postgres.postgres_server() as server:
        assert server.origin == "TEST_DATABASE_URL"
        assert server.url == "postgresql://someone@elsewhere/postgres"


@pytest.mark.parametrize("find", [postgres.find_postgres, valkey.find_redis])
def test_nothing_found_tells_the_remedy(find: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr("pathlib.Path.glob", lambda _self, _pattern: iter(()))
    assert callable(find)
    with pytest.raises(ServerUnavailableError, match="install the development lock"):
        find()


def test_a_server_that_dies_is_quoted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no room')"]
    with (
        pytest.raises(ServerUnavailableError, match="no room"),
        processes.running(
            command, log=tmp_path / "log", ready=lambda: False, stop_with=signal.SIGTERM
        ),
    ):
        pass


def test_a_server_is_stopped_even_when_the_test_fails(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    program = (
        "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(alive)]
    with (
        pytest.raises(ZeroDivisionError),
        processes.running(
            command,
            log=tmp_path / "log",
            ready=lambda: alive.exists() and bool(alive.read_text()),
            stop_with=signal.SIGTERM,
        ),
    ):
        raise ZeroDivisionError
    assert not Path(f"/proc/{alive.read_text()}").exists()


def test_a_closed_folder_is_noticed(tmp_path: Path) -> None:
    program = tmp_path / "closed" / "program"
    program.parent.mkdir(mode=0o700)
    program.touch(mode=0o755)
    assert not processes.reachable_by_everyone(program)
