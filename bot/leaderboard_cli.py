"""`python -m bot leaderboard …`: for developers who want to see boards under load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.startup import read_settings, run
from domains.core import Kernel
from domains.core.clock import SystemClock
from domains.gamification.leaderboards.loading.errors import NotEmptyError
from domains.gamification.leaderboards.loading.service import load as load_crowd

leaderboard = typer.Typer(
    name="leaderboard", help="Boards under load, for developers.", no_args_is_help=True
)
console = Console(stderr=True)
FAILED = 1


@leaderboard.command()
def load(
    users: Annotated[int, typer.Option(help="How many people.", min=1)] = 1_000_000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same crowd.")] = 1,
) -> None:
    """Fill the boards of an empty, migrated database with a made-up crowd."""
    settings = read_settings()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    try:
        with Progress(*columns, TimeRemainingColumn(), console=console) as bar:
            task = bar.add_task("people", total=users)
            written = run(
                _load(settings.database_url, users, seed, lambda count: bar.advance(task, count))
            )
    except NotEmptyError as error:
        console.print(f"[red]{error}[/red]", highlight=False)
        raise typer.Exit(FAILED) from None
    console.print(f"{users} people, {written} scores.")


async def _load(url: str, users: int, seed: int, advance: Callable[[int], None]) -> int:
    kernel = Kernel.open(url, SystemClock())
    try:
        return await load_crowd(kernel.uow, users, seed, advance)
    finally:
        await kernel.database.close()
