"""Start a server as a child that cannot outlive the tests, and stop it for good."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534
PATIENCE_SECONDS = 30.0
"""How long a server may take to answer for the first time."""


class ServerUnavailableError(Exception):
    """No server could be started. The message tells the remedy."""


@dataclass(frozen=True, slots=True)
class Program:
    """An executable and where it came from: a wheel, or the system."""

    path: Path
    origin: str


def spare_port() -> int:
    """A TCP port of the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def scratch_directory(name: str) -> Iterator[Path]:
    """A directory of our own directly under the system's temporary one.

    Not pytest's: that one is closed to other users, and PostgreSQL runs as one when we are root.
    """
    path = Path(tempfile.mkdtemp(prefix=f"diana-{name}-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def reachable_by_everyone(path: Path) -> bool:
    """Whether any user may read and run `path`, every folder above it included."""
    path = path.resolve()
    anyone = stat.S_IROTH | stat.S_IXOTH
    return path.stat().st_mode & anyone == anyone and all(
        parent.stat().st_mode & stat.S_IXOTH for parent in path.parents
    )


def prefix(*, as_nobody: bool, last_signal: signal.Signals) -> list[str]:
    """What to put before a command so that it dies with us and, if asked, runs unprivileged."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        if as_nobody:
            raise ServerUnavailableError(
                "PostgreSQL refuses to run as root: run the tests as another user, "
                "or install setpriv (util-linux)"
            )
        return []  # not Linux; the fixtures still stop what they started
    command = [setpriv, "--pdeathsig", last_signal.name.removeprefix("SIG")]
    if as_nobody:
        command += [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return command


@contextmanager
def running(
    command: list[str], *, log: Path, ready: Callable[[], bool], stop_with: signal.Signals
) -> Iterator[None]:
    """Run a server in the foreground of a child process until the block ends."""
    child = start(command, log=log, ready=ready)
    try:
        yield
    finally:
        end(child, stop_with)


def start(command: list[str], *, log: Path, ready: Callable[[], bool]) -> subprocess.Popen[bytes]:
    """Start a server as a child and wait until it answers. Who starts it must `end` it."""
    with log.open("ab") as output:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        _wait_until_ready(child, ready, log)
    except BaseException:
        end(child, signal.SIGKILL)
        raise
    return child


def end(child: subprocess.Popen[bytes], stop_with: signal.Signals) -> None:
    """Stop a child, if need be by force, and wait until it is gone."""
    child.send_signal(stop_with)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(timeout=10)
    child.kill()
    child.wait()


def _wait_until_ready(
    child: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path
) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if child.poll() is not None or time.monotonic() > deadline:
            ended = "did not answer in time" if child.poll() is None else "ended at once"
            tail = log.read_text(errors="replace")[-2000:]
            raise ServerUnavailableError(f"the server {ended}; its last words:\n{tail}")
        time.sleep(0.02)


def running_as_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
