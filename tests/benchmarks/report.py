"""What a benchmark found: tables for the terminal and for the documentation."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from tests.benchmarks.contest import Result

MICRO, MILLI = 1e6, 1e3


@dataclass(slots=True)
class Table:
    """One comparison. The first column names, the last one holds the bars."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """A line. Cells left out are empty."""
        self.rows.append((*cells, *("" for _ in self.columns[len(cells) :])))

    def print(self, console: Console) -> None:
        """For the terminal."""
        table = RichTable(title=self.title, title_justify="left", box=box.SIMPLE_HEAD)
        for number, column in enumerate(self.columns):
            table.add_column(column, justify="left" if number == 0 else "right")
        for row in self.rows:
            table.add_row(*row)
        console.print(table)
        for note in self.notes:
            console.print(f"  {note}", style="dim")

    def markdown(self) -> str:
        """For the documentation."""
        lines = [
            f"**{self.title}**",
            "",
            "| " + " | ".join(self.columns) + " |",
            "|---" + "|---:" * (len(self.columns) - 1) + "|",
            *("| " + " | ".join(row) + " |" for row in self.rows),
        ]
        if self.notes:
            lines += ["", *(f"{note}  " for note in self.notes)]
        return "\n".join(line.rstrip() if line.endswith("|") else line for line in lines)


def at_least(value: float, bar: float) -> str:
    """A bar and whether a ratio clears it."""
    return f"≥ {bar:g}: {'met' if value >= bar else 'MISSED'}"


def at_most(value: float, bar: float) -> str:
    """A bar and whether a ratio stays within it."""
    return f"≤ {bar:g}: {'met' if value <= bar else 'MISSED'}"


def below(value: float, bar: float, unit: str) -> str:
    """A bar that a cost has to stay under, and whether it does."""
    return f"< {bar:g} {unit}: {'met' if value < bar else 'MISSED'}"


def quantiles(result: Result, scale: float) -> str:
    """p50/p95/p99 in the unit that `scale` makes of seconds."""
    values = (result.quantile(share) * scale for share in (0.50, 0.95, 0.99))
    return " / ".join(f"{value:,.1f}" if value < 100 else f"{value:,.0f}" for value in values)
