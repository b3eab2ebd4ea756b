"""A PostgreSQL of one test's own, to be stopped in every manner and started again."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgres, processes

# Losing its process must lose nothing; losing the machine may.
SETTINGS = {**postgres.SETTINGS, "synchronous_commit": "on", "restart_after_crash": "on"}

FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
"""Fast: roll back and close. Immediate: as a crash, recovered from its log at the next start."""


class UnrulyPostgres:
    """A server with its own data and port."""

    def __init__(self, home: Path) -> None:
        program = postgres.find_postgres()
        self._home = home
        as_nobody = processes.running_as_root()
        folder = program.path
        if as_nobody:
            os.chown(home, processes.NOBODY, processes.NOBODY)
            folder = postgres._where_nobody_can_read(program.path, home)
        password = secrets.token_urlsafe(16)
        secret = home / "password"
        secret.write_text(password)
        secret.chmod(0o644 if as_nobody else 0o600)
        run = processes.prefix(as_nobody=as_nobody, last_signal=signal.SIGQUIT)
        postgres._initdb([*run, str(folder / "initdb")], home / "data", secret)
        port = processes.spare_port()
        self.url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        server = [str(folder / "postgres"), "-D", str(home / "data"), f"--port={port}"]
        self._command = [*run, *server, *settings]
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        self._child = processes.start(
            self._command, log=self._home / "log", ready=lambda: postgres._answers(self.url)
        )

    def stop(self, how: signal.Signals = FAST) -> None:
        """Returns when the process is gone."""
        if self._child is not None:
            processes.end(self._child, how)
            self._child = None

    def restart(self, how: signal.Signals = FAST) -> None:
        """Every connection is lost, and with `IMMEDIATE` every transaction that was open."""
        self.stop(how)
        self.start()


@contextmanager
def unruly_postgres() -> Iterator[UnrulyPostgres]:
    """A server that only this block knows, running."""
    with processes.scratch_directory("postgres") as home:
        server = UnrulyPostgres(home)
        server.start()
        try:
            yield server
        finally:
            server.stop(IMMEDIATE)
