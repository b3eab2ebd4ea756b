"""`make bench`: prints the tables of docs/benchmarks.md, and writes them there if asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from bot.logs import configure_logs
from tests.benchmarks import (
    document,
    durable_handle,
    durable_publish,
    end_to_end,
    inprocess,
    process,
    updates,
)
from tests.benchmarks.report import Table
from tests.benchmarks.stage import Stage

SECTIONS: dict[str, Callable[[Stage], list[Table]]] = {
    "inprocess": inprocess.measure,
    "publish": durable_publish.measure,
    "handle": durable_handle.measure,
    "end_to_end": end_to_end.measure,
    "updates": updates.measure,
    "process": process.measure,
}


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
            with console.status(f"{name} …"):
                found[name] = SECTIONS[name](stage)
            for table in found[name]:
                table.print(console)
        found["run"] = [stage.describe()]
        found["run"][0].print(console)
    if arguments.markdown is not None:
        document.write(arguments.markdown, found)


main()
