"""What every benchmark stands on: the loop that the bot runs, real servers, a folder."""

from __future__ import annotations

import asyncio
import os
import platform
from collections.abc import Coroutine
from contextlib import ExitStack
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self, TypeVar

import uvloop

from domains.core.database import open_database
from tests.benchmarks.report import Table
from tests.support.loops import run_apart
from tests.support.postgres import PostgresServer, postgres_server
from tests.support.processes import scratch_directory
from tests.support.schema import create_schema
from tests.support.valkey import RedisServer, redis_server

T = TypeVar("T")

PEERS = ("blinker", "pyee", "bubus", "faststream", "redis", "SQLAlchemy", "asyncpg", "pydantic")


class Stage:
    """Starts what is asked for when it is first asked for, and ends it all together."""

    def __init__(self, rounds: int, *, with_uvloop: bool = True) -> None:
        self.rounds = rounds
        self.with_uvloop = with_uvloop
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run on a fresh loop of the kind that the bot uses."""
        factory = uvloop.new_event_loop if self.with_uvloop else None
        with asyncio.Runner(loop_factory=factory) as runner:
            return runner.run(work)

    @cached_property
    def folder(self) -> Path:
        """An empty folder."""
        return self._opened.enter_context(scratch_directory("bench"))

    @cached_property
    def postgres(self) -> PostgresServer:
        """A server that waits for the disk, as one in production does."""
        return self._opened.enter_context(postgres_server(is_durable=True))

    @cached_property
    def redis(self) -> RedisServer:
        """A server whose content is ours."""
        return self._opened.enter_context(redis_server())

    def databases(self, name: str) -> dict[str, str]:
        """URLs of an SQLite and a PostgreSQL database that hold every table, all empty."""
        urls = {
            "SQLite": f"sqlite:///{self.folder}/{name}.db",
            "PostgreSQL": self.postgres.create_database(),
        }
        for url in urls.values():
            run_apart(_create_tables(url))
        return urls

    def describe(self) -> Table:
        """The machine and the versions of this run."""
        table = Table("This run", ("", "what"))
        loop = "uvloop, as the bot" if self.with_uvloop else "asyncio's own"
        table.add("machine", f"{os.cpu_count()} cores, CPython {platform.python_version()}")
        table.add("event loop", loop)
        table.add("rounds", f"{self.rounds}, contestants shuffled in each; medians")
        table.add("packages", ", ".join(f"{name} {version(name)}" for name in PEERS))
        if "postgres" in vars(self):
            table.add("PostgreSQL", f"{self.postgres.version()}, fsync and synchronous_commit on")
        if "redis" in vars(self):
            table.add("Redis", self.redis.version())
        return table


async def _create_tables(url: str) -> None:
    database = open_database(url)
    await create_schema(database)
    await database.close()
