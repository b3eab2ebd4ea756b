"""`make bench`: prints the tables of docs/benchmarks.md, and writes them there if asked."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from rich.console import Console

from bot.logs import configure_logs
from tests.benchmarks import document
from tests.benchmarks.report import Table
from tests.benchmarks.stage import Stage

SECTIONS = {
    "inprocess": "inprocess",
    "publish": "durable_publish",
    "handle": "durable_handle",
    "end_to_end": "end_to_end",
    "mirror_publish": "mirror_publish",
    "mirror_consume": "mirror_consume",
    "latency": "mirror_latency",
    "frozen": "frozen",
    "idle": "idle",
    "story": "story",
    "updates": "updates",
    "process": "process",
    "awards": "awards",
    "leaderboard": "leaderboard",
}
"""Name → module of this package. Imported when asked for: one must not burden the others."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS))
    parser.add_argument("--loop", choices=("uvloop", "asyncio"), default="uvloop")
    parser.add_argument("--markdown", type=Path, help="write the tables into this page's marks")
    arguments = parser.parse_args()
    configure_logs("error", "json")
    console = Console(width=120)
    found: dict[str, list[Table]] = {}
    with Stage(arguments.rounds, with_uvloop=arguments.loop == "uvloop") as stage:
        for name in arguments.only:
            console.print(f"[dim]{name} …")  # no spinner: its thread would be measured too
            found[name] = _measure(name, stage)
            for table in found[name]:
                table.print(console)
        found["run"] = [stage.describe()]
        found["run"][0].print(console)
    if arguments.markdown is not None:
        document.write(arguments.markdown, found)


def _measure(name: str, stage: Stage) -> list[Table]:
    tables: list[Table] = import_module(f"tests.benchmarks.{SECTIONS[name]}").measure(stage)
    return tables


main()
