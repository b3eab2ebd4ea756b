"""`python -m domains.narrative.authoring <story folder>`: compile, localise, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from domains.core.errors import DomainError
from domains.narrative.authoring.compile import compile_story
from domains.narrative.authoring.lint import lint_story
from domains.narrative.authoring.localise import localise_story


def build(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    *,
    compile_sources: Annotated[bool, typer.Option("--compile/--no-compile")] = True,
) -> None:
    """Bring everything that is made from a story's sources up to date, then check it."""
    try:
        if compile_sources:
            compile_story(folder)
        localise_story(folder)
        findings = lint_story(folder)
    except DomainError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for finding in findings:
        typer.echo(str(finding), err=True)
    if findings:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(build)
