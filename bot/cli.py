"""The operator's door: `python -m bot …`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console

from bot.errors import StartupError
from bot.logs import configure_logs
from bot.settings import Settings

cli = typer.Typer(
    name="bot", help="Diana Bot.", no_args_is_help=True, pretty_exceptions_enable=False
)
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
    settings = _settings()
    from bot.runner import run_bot, run_in_sandbox

    _go(run_bot(settings) if settings.bot_token is not None else run_in_sandbox(settings))


@cli.command()
def sandbox(
    host: Annotated[str | None, typer.Option(help="Where to listen.")] = None,
    port: Annotated[int | None, typer.Option(help="Where to listen; 0 takes a free port.")] = None,
) -> None:
    """Start only the sandbox: a Bot API server with a chat page, for any bot."""
    settings = _settings()
    from bot.runner import run_sandbox

    _go(
        run_sandbox(host or settings.sandbox_host, settings.sandbox_port if port is None else port)
    )


@cli.command()
def migrate(
    revision: Annotated[str, typer.Argument(help="A revision; the newest if left out.")] = "head",
) -> None:
    """Bring the database's schema up to date."""
    settings = _settings()
    from bot.migrate import migrate as upgrade

    upgrade(settings.database_url, revision)
    console.print("The database is up to date.")


def _settings() -> Settings:
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise StartupError(f"{name}: {reason}" if name else reason) from None
    configure_logs(settings.log_level, settings.log_format)
    return settings


def _go(work: Coroutine[Any, Any, None]) -> None:
    factory = None
    if sys.platform != "win32":
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(work)
