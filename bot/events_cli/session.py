"""One command: open the database, do one thing, print it, leave with the right code."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.events_cli.output import errors
from bot.startup import read_settings, run
from domains.core import Scope, Subscription
from domains.core.clock import SystemClock
from domains.core.database import open_database, sync_url
from domains.core.operations.errors import OperationRefusedError
from domains.core.operations.service import Operations

T = TypeVar("T")

REFUSED = 1


def operate(work: Callable[[Operations], Awaitable[T]]) -> T:
    """Run `work` on the database of the settings.

    Leaves with code 1 and one sentence when the database or the operation refuses.
    """
    url = read_settings().database_url
    with refusals_told():
        check_file(url)
        return run(_operate(url, work))


def wired() -> tuple[Subscription, ...]:
    """Every subscription of the program as it is installed. Takes a moment: loads all of it."""
    settings = read_settings()
    from bot.app import assembled

    async def look() -> tuple[Subscription, ...]:
        async with assembled(settings, SystemClock()) as app:
            return app.kernel.bus.subscriptions

    return run(look())


def wired_named(name: str) -> Subscription:
    """The once-per-cluster subscription of this name. Leaves with code 1 when nobody has it."""
    with refusals_told():
        for subscription in wired():
            if subscription.name != name:
                continue
            if subscription.scope is not Scope.ONCE_PER_CLUSTER:
                raise OperationRefusedError(f"{name} hears on every instance, from memory alone.")
            return subscription
        raise OperationRefusedError(f"There is no subscription {name}: see `events topology`.")


@contextmanager
def refusals_told() -> Iterator[None]:
    """A refusal becomes one sentence and code 1."""
    try:
        yield
    except OperationRefusedError as error:
        errors.print(str(error), highlight=False, markup=False)
        raise typer.Exit(REFUSED) from None


@contextmanager
def progress(what: str, total: int, *, is_shown: bool) -> Iterator[Callable[[int], None]]:
    """A bar on the error stream; what it gives is told how many more are done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors, disable=not is_shown, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)


def check_file(url: str) -> None:
    """SQLite would make a new, empty file of a name that was mistyped: refuse it."""
    parsed = sync_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise OperationRefusedError(f"There is no database at {parsed.database}.")


async def _operate(url: str, work: Callable[[Operations], Awaitable[T]]) -> T:
    database = open_database(url, pool_size=1)
    try:
        operations = Operations(database, SystemClock())
        try:
            await operations.overview.status()
        except Exception as error:  # whatever the driver raises: there is nothing to work on
            raise OperationRefusedError(
                f"The database cannot be read ({type(error).__name__}). "
                "Is it running, and has `python -m bot migrate` been run?"
            ) from error
        return await work(operations)
    finally:
        await database.close()
