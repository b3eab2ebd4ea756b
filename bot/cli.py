"""The operator's door: `python -m bot …`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from bot.achievements_cli import achievements
from bot.errors import StartupError
from bot.events_cli.commands import events
from bot.leaderboard_cli import leaderboard
from bot.memory import nothing_is_garbage
from bot.startup import read_settings
from bot.startup import run as run_to_its_end
from bot.story_cli.commands import story

cli = typer.Typer(
    name="bot", help="Diana Bot.", no_args_is_help=True, pretty_exceptions_enable=False
)
cli.add_typer(events)
cli.add_typer(leaderboard)
cli.add_typer(achievements)
cli.add_typer(story)
console = Console(stderr=True)


def main() -> None:
    """Run the command line; a problem of the setup is one sentence, not a traceback."""
    try:
        cli()
    except StartupError as error:
        console.print(f"[red]{error}[/red]", highlight=False)
        sys.exit(1)


@cli.command()
def run() -> None:
    """Start the bot; without BOT_TOKEN start the sandbox and the bot inside it."""
    settings = read_settings()
    with nothing_is_garbage():
        from bot.runner import run_bot, run_in_sandbox

    run_to_its_end(
        run_bot(settings) if settings.bot_token is not None else run_in_sandbox(settings)
    )


@cli.command()
def sandbox(
    host: Annotated[str | None, typer.Option(help="Where to listen.")] = None,
    port: Annotated[int | None, typer.Option(help="Where to listen; 0 takes a free port.")] = None,
) -> None:
    """Start only the sandbox: a Bot API server with a chat page, for any bot."""
    settings = read_settings()
    from bot.runner import run_sandbox

    run_to_its_end(
        run_sandbox(host or settings.sandbox_host, settings.sandbox_port if port is None else port)
    )


@cli.command()
def migrate(
    revision: Annotated[str, typer.Argument(help="A revision; the newest if left out.")] = "head",
) -> None:
    """Bring the database's schema up to date."""
    settings = read_settings()
    from bot.migrate import migrate as upgrade

    upgrade(settings.database_url, revision)
    console.print("The database is up to date.")
