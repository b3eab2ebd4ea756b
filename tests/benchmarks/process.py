"""The process as its operator feels it: how fast it is ready, what it costs to be idle."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import Table
from tests.benchmarks.stage import Stage
from tests.e2e.house import House

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
        try:
            starts = []
            for _ in range(rounds):
                bot.stop()
                seen = bot.log.stat().st_size
                began = time.perf_counter()
                bot.start()
                bot.wait_for("app.receiving", since=seen)
                starts.append(time.perf_counter() - began)
            time.sleep(SETTLING_SECONDS)
            before = _cpu_seconds(bot.pid)
            time.sleep(IDLE_SECONDS)
            cpu = (_cpu_seconds(bot.pid) - before) / IDLE_SECONDS * 100
            return {
                "start to ready, s": sorted(starts)[len(starts) // 2],
                "idle memory, MiB": _resident_mib(bot.pid),
                "idle CPU, %": cpu,
            }
        finally:
            house.close()


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
