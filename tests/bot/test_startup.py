"""What cannot start says why, in one sentence, without a traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import warm


def surroundings(**environment: str) -> dict[str, str]:
    """This process's environment without any setting of the bot, and these."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(
            ("BOT_", "DATABASE_", "REDIS_", "OWNER_", "WEBHOOK_", "SANDBOX_", "LOG_")
        )
    }
    return {**clean, **environment}


def run(*command: str, **environment: str) -> warm.Outcome:
    return warm.run(command, surroundings(**environment))


def run_cold(*command: str, **environment: str) -> warm.Outcome:
    """As an operator does: with everything still to be imported."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=warm.ROOT,
        env=surroundings(**environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return warm.Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"OWNER_IDS": "me"}, "OWNER_IDS"),
        ({"LOG_LEVEL": "shout"}, "LOG_LEVEL"),
        ({"WEBHOOK_URL": "https://example.org/x"}, "WEBHOOK_SECRET"),
        ({"RATE_GLOBAL": "0"}, "RATE_GLOBAL"),
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], words: str) -> None:
    result = run("run", **environment)
    assert result.code == 1
    assert words in result.errors
    assert "Traceback" not in result.errors
    assert len(result.errors.strip().splitlines()) == 1


def test_an_occupied_port_is_one_sentence_with_the_remedy(taken_port: int) -> None:
    for command in ("run", "sandbox"):
        result = run(command, SANDBOX_PORT=str(taken_port))
        assert result.code == 1
        assert f"Port {taken_port}" in result.errors
        assert "Traceback" not in result.errors
        assert len(result.errors.strip().splitlines()) == 1


def test_a_refused_token_is_one_sentence(tmp_path: Path) -> None:
    result = run_cold("run", BOT_TOKEN="not-a-token", DATABASE_URL=f"sqlite:///{tmp_path}/x.db")
    assert result.code == 1
    assert "BOT_TOKEN" in result.errors
    assert "Traceback" not in result.errors


def test_a_foreign_database_is_refused_by_name() -> None:
    result = run("migrate", DATABASE_URL="mysql://u@h/db")
    assert result.code == 1
    assert "DATABASE_URL" in result.errors
    assert "Traceback" not in result.errors
