"""`make bench`: prints the tables of docs/benchmarks.md."""

from __future__ import annotations

import argparse
import asyncio

from rich.console import Console
from rich.table import Table

from bot.logs import configure_logs
from tests.benchmarks import process, updates
from tests.support.postgres import postgres_server


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(prog="make bench")
    arguments.add_argument("--rounds", type=int, default=5)
    rounds: int = arguments.parse_args().rounds
    configure_logs("error", "json")
    console = Console(width=100)
    with console.status("updates through the whole bot …"), postgres_server() as server:
        rates = asyncio.run(updates.measure(rounds, server.create_database()))
    base = next(iter(rates.values()))
    table = Table("updates per second", "median", "ratio")
    for label, rate in rates.items():
        table.add_row(label, f"{rate:,.0f}", f"{rate / base:.2f}")
    console.print(table)
    with console.status("the process …"):
        costs = process.measure(rounds)
    table = Table("the process", "median")
    for label, cost in costs.items():
        table.add_row(label, f"{cost:.2f}")
    console.print(table)


main()
