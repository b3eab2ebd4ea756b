"""Starts the drill's processes and servers, makes them die, and waits until all is booked."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from domains.core.database import open_database
from tests.drill import ledger
from tests.drill.verdict import Progress, Verdict, progress, verdict
from tests.support import processes
from tests.support.schema import create_schema
from tests.support.unruly_postgres import FAST, IMMEDIATE, UnrulyPostgres, unruly_postgres
from tests.support.valkey import UnrulyRedis, unruly_redis

POISON = 3
"""Events that no handler accepts: the first dies, the others park behind it."""

HAS_MIRROR = importlib.util.find_spec("domains.core.bus.redis_event_bus") is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """How much happens. Times are seconds."""

    seed: int
    workers: int = 3
    events: int = 20_000
    keys: int = 500
    kills: int = 20
    redis_freezes: int = 2
    redis_kills: int = 2
    redis_losses: int = 2
    postgres_fast: int = 1
    postgres_immediate: int = 1
    pause: float = 0.0
    limit: float = 900.0


@dataclass(slots=True)
class Report:
    """What was done and what came of it."""

    plan: Plan
    mishaps: Counter[str] = field(default_factory=Counter)
    verdict: Verdict = field(default_factory=Verdict)
    seconds: float = 0.0
    last_words: str = ""

    @property
    def has_passed(self) -> bool:
        return not self.verdict.faults


class Foreman:
    """Owns every process of one drill."""

    def __init__(
        self, plan: Plan, home: Path, postgres: UnrulyPostgres, redis: UnrulyRedis
    ) -> None:
        self.report = Report(plan)
        self._plan = plan
        self._home = home
        self._postgres = postgres
        self._redis = redis
        self._luck = random.Random(plan.seed)
        self._workers: dict[str, subprocess.Popen[bytes]] = {}
        self._unfinished: list[str] = []

    async def run(self, tell: Callable[[Progress], None]) -> Report:
        """The whole drill. Never raises for what the drill is to find."""
        started = time.perf_counter()
        await self._prepare()
        for name in self._names():
            self._start(name)
        mishaps = asyncio.ensure_future(self._mishaps())
        try:
            await self._until_through(mishaps, tell)
        finally:
            mishaps.cancel()
            await asyncio.gather(mishaps, return_exceptions=True)
            self._end_all()
        connection = await asyncpg.connect(self._postgres.url)
        found = await verdict(connection, POISON)
        await connection.close()
        found.faults += self._unfinished
        self.report.verdict = found
        self.report.seconds = time.perf_counter() - started
        return self.report

    # -- workers ------------------------------------------------------------------------

    def _names(self) -> list[str]:
        return [chr(ord("a") + number) for number in range(self._plan.workers)]

    def _start(self, name: str) -> None:
        share = self._plan.events // self._plan.workers
        if name == "a":
            share += self._plan.events % self._plan.workers
        options = {
            "--database": self._postgres.url,
            "--publisher": name,
            "--share": share,
            "--keys": self._plan.keys,
            "--seed": self._plan.seed,
            "--pause": self._plan.pause,
            "--poison": POISON if name == "a" else 0,
        }
        if HAS_MIRROR:
            options["--redis"] = self._redis.url
        words = [str(word) for option in options.items() for word in option]
        start = processes.prefix(as_nobody=False, last_signal=signal.SIGKILL)
        command = [*start, sys.executable, "-m", "tests.drill.worker", *words]
        with (self._home / f"{name}.log").open("ab") as output:
            self._workers[name] = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )

    def _kill(self, name: str) -> None:
        self._workers[name].kill()
        self._workers[name].wait()

    def _end_all(self) -> None:
        for worker in self._workers.values():
            worker.terminate()
        for name, worker in self._workers.items():
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(timeout=20)
            if worker.returncode is None:
                self.report.last_words += f"{name} did not end in 20 s\n"
                worker.kill()
                worker.wait()

    # -- what goes wrong ----------------------------------------------------------------

    async def _mishaps(self) -> None:
        plan = self._plan
        kinds: list[Callable[[], Awaitable[None]]] = [
            *[self._kill_worker] * plan.kills,
            *[self._freeze_redis] * plan.redis_freezes,
            *[self._kill_redis] * plan.redis_kills,
            *[self._empty_redis] * plan.redis_losses,
            *[self._restart_postgres_fast] * plan.postgres_fast,
            *[self._restart_postgres_at_once] * plan.postgres_immediate,
        ]
        self._luck.shuffle(kinds)
        for mishap in kinds:
            await asyncio.sleep(self._luck.uniform(0.3, 2.0))
            await mishap()

    async def _kill_worker(self) -> None:
        """Usually one, now and then two at once; back soon, or only after a while."""
        for name in self._luck.sample(self._names(), self._luck.choice((1, 1, 1, 2))):
            self.report.mishaps["worker killed"] += 1
            self._kill(name)
            await asyncio.sleep(self._luck.choice((0.0, 0.0, 0.5, 2.0)))
            self._start(name)

    async def _freeze_redis(self) -> None:
        self.report.mishaps["Redis frozen"] += 1
        self._redis.freeze()
        await asyncio.sleep(self._luck.uniform(1, 4))
        self._redis.thaw()

    async def _kill_redis(self) -> None:
        self.report.mishaps["Redis killed"] += 1
        self._redis.kill()
        await asyncio.sleep(self._luck.uniform(0, 2))
        await asyncio.to_thread(self._redis.start)

    async def _empty_redis(self) -> None:
        self.report.mishaps["Redis killed, back empty"] += 1
        await asyncio.to_thread(self._redis.restart, empty=True)

    async def _restart_postgres_fast(self) -> None:
        self.report.mishaps["PostgreSQL restarted, fast"] += 1
        await asyncio.to_thread(self._postgres.restart, FAST)

    async def _restart_postgres_at_once(self) -> None:
        self.report.mishaps["PostgreSQL restarted, immediate"] += 1
        await asyncio.to_thread(self._postgres.restart, IMMEDIATE)

    # -- how far ------------------------------------------------------------------------

    async def _until_through(
        self, mishaps: asyncio.Future[None], tell: Callable[[Progress], None]
    ) -> None:
        deadline = time.monotonic() + self._plan.limit
        now = Progress(0, 0, 0)
        while time.monotonic() < deadline:
            await asyncio.sleep(0.5)
            try:
                now = await self._look()
            except (OSError, asyncpg.PostgresError):
                continue  # it is being restarted
            tell(now)
            if mishaps.done():
                mishaps.result()
                if now.written == self._plan.events == now.booked and not now.pending:
                    return
        self._unfinished.append(f"not through after {self._plan.limit} s: {now}")

    async def _look(self) -> Progress:
        connection = await asyncpg.connect(self._postgres.url, timeout=5)
        try:
            return await progress(connection)
        finally:
            await connection.close()

    async def _prepare(self) -> None:
        database = open_database(self._postgres.url)
        await create_schema(database)
        await database.close()
        await ledger.prepare(self._postgres.url)


def drill(plan: Plan, tell: Callable[[Progress], None]) -> Report:
    """Run one drill on servers of its own."""
    with _servers() as (home, postgres, redis):
        report = asyncio.run(Foreman(plan, home, postgres, redis).run(tell))
        for log in sorted(home.glob("*.log")):
            report.last_words += f"{log.name}: {log.read_text(errors='replace')[-1500:]}\n"
        return report


@contextlib.contextmanager
def _servers() -> Iterator[tuple[Path, UnrulyPostgres, UnrulyRedis]]:
    with ExitStack() as servers:
        home = servers.enter_context(processes.scratch_directory("drill"))
        postgres = servers.enter_context(unruly_postgres())
        yield home, postgres, servers.enter_context(unruly_redis())
