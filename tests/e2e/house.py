"""Real processes: a sandbox, and one or more bots that talk to it over HTTP."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import httpx
import sqlalchemy as sa

from bot.gateway.notifications.tables import notification
from domains.core.database import open_database
from domains.core.store.partitions import partition_of
from domains.core.store.tables import event_log, partition
from domains.gamification.draws.tables import salt
from tests.e2e.balancer import Balancer
from tests.support import warm

OWNER = 1003
TOKEN = f"42:{'e2e' * 12}"
STARTUP_SECONDS = 60.0


class Process:
    """A child process with a log, which can be killed and started again."""

    def __init__(self, words: list[str], environment: Mapping[str, str], log: Path) -> None:
        self.words = words
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in _SETTINGS},
            **environment,
        }
        self.log = log
        self._child: ForkServerProcess | None = None

    def start(self) -> None:
        self._child = warm.start(self.words, self.environment, warm.Streams(self.log, self.log))

    @property
    def pid(self) -> int:
        """The process id of the running child."""
        assert self._child is not None
        assert self._child.pid is not None
        return self._child.pid

    def kill(self) -> None:
        """As `kill -9` does: no goodbye."""
        if self._child is not None:
            self._child.kill()
            self._end()

    def stop(self) -> None:
        """As a deploy does: politely."""
        if self._child is not None:
            self._child.terminate()
            self._end()

    def ask_to_stop(self) -> None:
        """As `stop`, without waiting for its end."""
        if self._child is not None:
            self._child.terminate()

    def wait_for(self, pattern: str, since: int = 0) -> re.Match[str]:
        """Wait until the log says something; fail with the log when the process died."""
        deadline = time.monotonic() + STARTUP_SECONDS
        while time.monotonic() < deadline:
            text = self.log.read_text(errors="replace")[since:] if self.log.exists() else ""
            if match := re.search(pattern, text):
                return match
            if self._child is not None and self._child.exitcode is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{pattern!r} never came:\n{self.log.read_text(errors='replace')}")

    def _end(self) -> None:
        assert self._child is not None
        self._child.join(20)
        assert self._child.exitcode is not None, "it does not end"
        self._child = None


_SETTINGS = {
    "BOT_TOKEN",
    "BOT_API_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "OWNER_IDS",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
}


_UNSETTLED = sa.select(
    sa.or_(
        sa.exists(sa.select(event_log.c.seq).where(event_log.c.pending)),
        sa.exists(
            sa.select(notification.c.id).where(notification.c.state.in_(("pending", "claimed")))
        ),
    )
)


def _instance_id(bot: Process) -> str:
    """Of its present life."""
    started = re.findall(r'"instance": "([0-9a-f-]+)"', bot.log.read_text(errors="replace"))
    return str(started[-1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """A sandbox with its bots."""

    folder: Path
    database_url: str
    webhook: bool = False
    instances: int = 1
    redis_url: str = ""
    sandbox_url: str = ""
    bots: list[Process] = field(default_factory=list)
    _sandbox: Process | None = None
    _balancer: Balancer | None = None

    def open(self) -> None:
        """Start everything and wait until the bots are ready."""
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        port = free_port()
        self.sandbox_url = f"http://127.0.0.1:{port}"
        self._sandbox = Process(
            ["sandbox", "--port", str(port)],
            {"LOG_FORMAT": "json"},
            self.folder / "sandbox.log",
        )
        self._sandbox.start()
        self._wait_for_sandbox()
        ports = [free_port() for _ in range(self.instances)]
        if self.webhook:
            self._balancer = Balancer([f"http://127.0.0.1:{port}/telegram" for port in ports])
        secret = secrets.token_urlsafe(24)
        for number, bot_port in enumerate(ports):
            environment = {
                "BOT_TOKEN": TOKEN,
                "BOT_API_URL": self.sandbox_url,
                "DATABASE_URL": self.database_url,
                "REDIS_URL": self.redis_url,
                "OWNER_IDS": str(OWNER),
                "LOG_FORMAT": "json",
                "RATE_GLOBAL": "1000",
                "RATE_PER_CHAT": "1000",
            }
            if self._balancer is not None:
                environment |= {
                    "WEBHOOK_URL": self._balancer.url,
                    "WEBHOOK_SECRET": secret,
                    "WEBHOOK_PORT": str(bot_port),
                }
            bot = Process(
                ["run"],
                environment,
                self.folder / f"bot{number}.log",
            )
            self.bots.append(bot)
            bot.start()
        for bot in self.bots:
            bot.wait_for("app.receiving")

    async def handled(self, update_id: int) -> None:
        """Wait until the bot has done everything for an update, as its database says."""
        database = open_database(self.database_url, pool_size=1)
        query = sa.text("SELECT state FROM telegram_update WHERE update_id = :id")
        try:
            async with asyncio.timeout(STARTUP_SECONDS):
                while True:
                    async with database.reading() as connection:
                        row = (await connection.execute(query, {"id": update_id})).first()
                    if row is not None and row.state != "pending":
                        return
                    await asyncio.sleep(0.01)
        finally:
            await database.close()

    async def settled(self) -> None:
        """Wait until every event is handled and everything to be told has been told."""
        database = open_database(self.database_url, pool_size=1)
        try:
            async with asyncio.timeout(STARTUP_SECONDS):
                while True:
                    async with database.reading() as connection:
                        if not (await connection.execute(_UNSETTLED)).scalar_one():
                            return
                    await asyncio.sleep(0.05)
        finally:
            await database.close()

    async def draw_with(self, value: str) -> None:
        """Let chance fall as it falls in every house with this salt. Before the first player."""
        database = open_database(self.database_url, pool_size=1)
        try:
            async with database.writing() as connection:
                await connection.execute(sa.insert(salt).values(id=1, value=value))
        finally:
            await database.close()

    async def holder_of(self, user_id: int) -> int:
        """Wait until the work is shared; the number of the bot that handles this user's events."""
        database = open_database(self.database_url, pool_size=1)
        query = sa.select(partition.c.partition, partition.c.owner)
        try:
            async with asyncio.timeout(STARTUP_SECONDS):
                while True:
                    async with database.reading() as connection:
                        rows = (await connection.execute(query)).all()
                    owners = {row.partition: str(row.owner) for row in rows}
                    if set(owners.values()) == set(map(_instance_id, self.bots)):
                        owner = owners[partition_of(str(user_id))]
                        return [_instance_id(bot) for bot in self.bots].index(owner)
                    await asyncio.sleep(0.05)
        finally:
            await database.close()

    def send_updates_to(self, number: int | None) -> None:
        """All to one bot; None: to any."""
        assert self._balancer is not None
        self._balancer.only = number

    def restart(self, number: int = 0) -> None:
        """`kill -9` and start again."""
        bot = self.bots[number]
        bot.kill()
        bot.start()

    def close(self) -> None:
        for bot in self.bots:
            bot.ask_to_stop()
        for bot in self.bots:
            bot.stop()
        if self._sandbox is not None:
            self._sandbox.stop()
        if self._balancer is not None:
            self._balancer.close()

    def _wait_for_sandbox(self) -> None:
        deadline = time.monotonic() + STARTUP_SECONDS
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.sandbox_url}/sim/state").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        log = self.folder / "sandbox.log"
        raise AssertionError(log.read_text(errors="replace"))
