"""`python -m bot achievements`: look at definitions, add one, go through the past for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.events_cli import output
from bot.events_cli.session import check_file, progress, refusals_told
from bot.startup import read_settings, run
from domains.core import Kernel
from domains.core.clock import SystemClock
from domains.core.operations.errors import OperationRefusedError
from domains.gamification.achievements.errors import InvalidCatalogueError, UnknownAchievementError
from domains.gamification.achievements.model import Achievement
from domains.gamification.backfill.service import Backfill
from domains.gamification.service import GamificationService

T = TypeVar("T")
Work = Callable[[GamificationService, Backfill], Awaitable[T]]

ASK_SECONDS = 0.5
PATIENCE_SECONDS = 30.0
"""How long the command waits for a running bot to begin."""

NOBODY = 1

achievements = typer.Typer(
    name="achievements", help="Definitions, and the past they count.", no_args_is_help=True
)
Code = Annotated[str, typer.Argument(help="An achievement's code.")]


@achievements.command()
def define(file: Annotated[Path, typer.Argument(help="One definition as JSON.")]) -> None:
    """Add an achievement, or lower the goals of one. Every running bot counts it at once."""

    async def work(service: GamificationService, _backfill: Backfill) -> Achievement:
        try:
            achievement = Achievement.model_validate_json(file.read_bytes())
            await service.define_achievement(achievement)
        except (OSError, ValueError, InvalidCatalogueError) as error:
            raise OperationRefusedError(str(error)) from error
        return achievement

    achievement = _with_house(work)
    output.console.print(
        f"{achievement.code} version {achievement.version} is counted from now on. "
        f"For the past: `achievements backfill {achievement.code}`.",
        highlight=False,
    )


@achievements.command()
def backfill(
    code: Code,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count who would gain what; change nothing.")
    ] = False,
) -> None:
    """Count what happened before a definition was there; each player is told once.

    A running bot does the work, and goes on after a restart; this shows how far it is.
    """
    _with_house(lambda _service, review: _forecast(review, code))
    if not dry_run:
        _with_house(lambda _service, review: _review(review, code))


async def _forecast(review: Backfill, code: str) -> None:
    players = await review.players(code)
    with progress("looked at", players, is_shown=True) as advance:
        forecast = await review.forecast(code, advance)
    output.console.print(
        f"{output.number(forecast.players, 'player')} have such a past; "
        f"{output.number(forecast.gaining, 'player')} would gain "
        f"{output.number(forecast.tiers, 'tier')} and {forecast.besitos} besitos.",
        highlight=False,
    )


async def _review(review: Backfill, code: str) -> None:
    review_id = await review.ask(code)
    waited, seen = 0.0, 0
    state = await review.progress(review_id)
    with progress("reviewed", state.players if state else 0, is_shown=True) as advance:
        while state is not None and not state.is_finished:
            if state.done == seen and (waited := waited + ASK_SECONDS) > PATIENCE_SECONDS:
                raise OperationRefusedError(
                    f"Nobody works at review {review_id}: is a bot running? "
                    "It is written down, and will be done when one is."
                )
            if state.done > seen:
                advance(state.done - seen)
                waited, seen = 0.0, state.done
            await asyncio.sleep(ASK_SECONDS)
            state = await review.progress(review_id)
    if state is not None:
        output.console.print(
            f"{output.number(state.done, 'player')} reviewed, "
            f"{output.number(state.unlocked, 'tier')} unlocked.",
            highlight=False,
        )


def _with_house(work: Work[T]) -> T:
    with refusals_told():
        return run(_open(work))


async def _open(work: Work[T]) -> T:
    settings = read_settings()
    check_file(settings.database_url)
    from bot.modules import Modules

    kernel = Kernel.open(settings.database_url, SystemClock())
    try:
        game = Modules.build(kernel, settings).gamification
        try:
            await game.service.achievements_view(NOBODY)
        except Exception as error:  # whatever the driver raises: there is nothing to work on
            raise OperationRefusedError(
                f"The database cannot be read ({type(error).__name__}). "
                "Is it running, and has `python -m bot migrate` been run?"
            ) from error
        return await work(game.service, game.goals.backfill)
    except UnknownAchievementError as error:
        raise OperationRefusedError(
            f"There is no achievement {error.params['achievement']}."
        ) from error
    finally:
        await kernel.database.close()
