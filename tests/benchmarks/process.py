"""The process as its operator feels it: how fast it is ready, what it costs to be idle."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.report import Table
from tests.benchmarks.stage import Stage
from tests.e2e.house import House, Process
from tests.support import warm

SETTLING_SECONDS = 5.0
IDLE_SECONDS = 15.0
_TICKS = os.sysconf("SC_CLK_TCK")


def _costs(rounds: int) -> dict[str, float]:
    """Seconds from start to the first poll, idle memory in MiB, idle CPU in percent."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        house = House(folder, f"sqlite:///{folder}/diana.db")
        house.open()
        bot = house.bots[0]
        bot.stop()
        try:
            starts = [_started(bot) for _ in range(rounds - 1)]
            with _cold(bot) as (process, seconds):
                starts.append(seconds)
                time.sleep(SETTLING_SECONDS)
                before = _cpu_seconds(process.pid)
                time.sleep(IDLE_SECONDS)
                cpu = (_cpu_seconds(process.pid) - before) / IDLE_SECONDS * 100
                memory = _resident_mib(process.pid)
        finally:
            house.close()
    return {
        "start to ready, s": sorted(starts)[len(starts) // 2],
        "idle memory, MiB": memory,
        "idle CPU, %": cpu,
    }


def _started(bot: Process) -> float:
    with _cold(bot) as (_, seconds):
        return seconds


@contextmanager
def _cold(bot: Process) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The bot as its operator starts it, nothing imported yet; with the seconds it took."""
    seen = bot.log.stat().st_size
    with bot.log.open("ab") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *bot.words],
            cwd=warm.ROOT,
            env=bot.environment,
            stdout=log,
            stderr=log,
        )
    try:
        bot.wait_for("app.receiving", since=seen)
        yield process, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def measure(stage: Stage) -> list[Table]:
    """What the operator feels."""
    table = Table("The process", ("", "median"))
    for label, cost in _costs(stage.rounds).items():
        table.add(label, f"{cost:.2f}")
    return [table]


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _resident_mib(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
