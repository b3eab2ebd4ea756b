"""`make drill`: real processes, real servers, and what `kill -9` does to them."""

from __future__ import annotations

import argparse
import random
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.drill.foreman import HAS_MIRROR, Plan, Report, drill
from tests.drill.verdict import Progress as HowFar

console = Console()


def show(report: Report) -> None:
    table = Table(title=f"Drill, seed {report.plan.seed}, {report.seconds:.0f} s")
    table.add_column("what")
    table.add_column("count", justify="right")
    table.add_row("bus", "with Redis" if HAS_MIRROR else "without Redis")
    table.add_row("processes", str(report.plan.workers))
    for name, count in sorted(report.mishaps.items()):
        table.add_row(name, str(count))
    table.add_section()
    table.add_row("written", f"{report.verdict.written:,}")
    table.add_row("booked by the first handler", f"{report.verdict.first:,}")
    table.add_row("booked by the second", f"{report.verdict.second:,}")
    table.add_section()
    table.add_row("faults found", str(len(report.verdict.faults)))
    console.print(table)
    for fault in report.verdict.faults[:20]:
        console.print(f"[red]{fault}[/red]")
    if not report.has_passed:
        console.print(report.last_words, markup=False)
        console.print(f"to see it again: make drill ARGS='--seed {report.plan.seed}'")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    plan = Plan(seed=random.SystemRandom().randrange(1_000_000))
    for name in ("seed", "workers", "events", "keys", "kills"):
        parser.add_argument(f"--{name}", type=int, default=getattr(plan, name))
    parser.add_argument("--limit", type=float, default=plan.limit, help="seconds")
    plan = replace(plan, **vars(parser.parse_args()))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        written = bars.add_task("written", total=plan.events)
        booked = bars.add_task("booked twice", total=plan.events)

        def tell(now: HowFar) -> None:
            bars.update(written, completed=now.written)
            bars.update(booked, completed=now.booked)

        report = drill(plan, tell)
    show(report)
    return 0 if report.has_passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
