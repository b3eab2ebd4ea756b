"""The commands that open the database: publish, versions, rollback, stats."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.events_cli.session import check_file
from bot.events_cli.times import instant
from bot.startup import read_settings, run
from bot.story_cli import output
from bot.story_cli.output import refusals_told, working
from domains.core import Kernel
from domains.core.clock import SystemClock
from domains.core.operations.errors import OperationRefusedError
from domains.narrative.authoring.bundle import of_folder
from domains.narrative.authoring.drafts.model import NobodyWrites
from domains.narrative.authoring.gate import check
from domains.narrative.authoring.interpreters import Engine
from domains.narrative.authoring.lint import ART
from domains.narrative.authoring.releases.service import Releases
from domains.narrative.authoring.statistics.model import ChapterFigures
from domains.narrative.authoring.statistics.service import Statistics
from domains.narrative.versions.model import Migrate, Publication
from domains.narrative.versions.service import Versions

T = TypeVar("T")
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def publish(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    *,
    at: Annotated[
        datetime | None, typer.Option(parser=instant, help="2026-12-24T18:00 (UTC): later.")
    ] = None,
    restart: Annotated[
        bool, typer.Option("--restart", help="Readers begin their present chapter anew.")
    ] = False,
    json: Json = False,
    lang: Annotated[str, typer.Option("--lang", help="The language to complain in.")] = "",
) -> None:
    """Check the story and publish it: from then on chapters begin with it."""
    with refusals_told(), working("Reading and playing the story …", is_shown=not json):
        report = check(folder)
    story = report.story
    if story is None or report.findings:
        output.print_findings(report.findings, json=json, language=lang)
        raise typer.Exit(output.REFUSED)
    files = of_folder(folder)
    pictures = {Path(name).name: data for name, data in files.items() if name.startswith(ART)}
    migrate = Migrate.RESTART_CHAPTER if restart else Migrate.FINISH

    async def work(kernel: Kernel) -> Publication | None:
        releases = Releases(kernel.uow, Versions(), NobodyWrites())
        return await releases.publish_checked(story, pictures, at=at, migrate=migrate)

    with refusals_told():
        published = run(_opened(work))
    if json:
        output.print_json({"published": asdict(published) if published else None, "at": at})
    elif published is not None:
        words = f"Version {published.number} of {published.story_id} is published."
        output.console.print(words, markup=False)
    else:
        output.console.print(f"{story.id} will be published at {at:%Y-%m-%d %H:%M} UTC.")


def versions(story: str, *, json: Json = False) -> None:
    """Every version of a story that was published, the newest first."""

    async def work(kernel: Kernel) -> list[Publication]:
        async with kernel.uow.reading() as tx:
            return await Versions().history(tx, story)

    with refusals_told():
        found = run(_opened(work))
    if json:
        output.print_json({"versions": [asdict(one) for one in found]})
        return
    for one in found:
        sign = "●" if one.is_current else "○"
        at = one.published_at
        output.console.print(f"{sign} {one.number}  {at:%Y-%m-%d %H:%M} UTC  {one.sha256[:12]}")


def rollback(story: str, *, json: Json = False) -> None:
    """Bring back the version before the current one."""

    async def work(kernel: Kernel) -> Publication:
        async with kernel.uow() as tx:
            return await Versions().rollback(tx, story)

    with refusals_told():
        back = run(_opened(work))
    if json:
        output.print_json(asdict(back))
    else:
        output.console.print(f"Version {back.number} of {back.story_id} is current again.")


def stats(
    story: str,
    chapter: Annotated[str, typer.Argument(help="A chapter's id; the first if left out.")] = "",
    *,
    number: Annotated[
        int | None, typer.Option("--version", help="Of which version; 0: of every one.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the map goes.")] = Path("stats.png"),
    json: Json = False,
) -> None:
    """Where players stop and what they choose, on the chapter's map."""

    async def work(kernel: Kernel) -> ChapterFigures:
        statistics = Statistics(kernel.uow, Versions(), NobodyWrites(), Engine.BINK.open)
        return await statistics.chapter(story, chapter, number, "")

    with refusals_told():
        found = run(_opened(work))
    if json:
        output.print_json(
            {
                "version": found.number,
                "readers": found.figures.readers,
                "decisions": dict(found.figures.decisions),
                "standing": dict(found.figures.standing),
            }
        )
        return
    output.print_figures(found)
    from bot.ui.maps import picture

    out.write_bytes(picture(found.map))
    output.console.print(f"written: {out}", markup=False)


async def _opened(work: Callable[[Kernel], Awaitable[T]]) -> T:
    # The bus is not started: what is published here is stored, and told by those who run.
    url = read_settings().database_url
    check_file(url)
    kernel = Kernel.open(url, SystemClock())
    try:
        try:
            async with kernel.uow.reading() as tx:
                await Versions().published(tx)
        except Exception as error:  # whatever the driver raises: there is nothing to work on
            raise OperationRefusedError(
                f"The database cannot be read ({type(error).__name__}). "
                "Is it running, and has `python -m bot migrate` been run?"
            ) from error
        return await work(kernel)
    finally:
        await kernel.database.close()
