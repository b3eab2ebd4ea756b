"""What a command prints: one JSON document for machines, plain words for people."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import typer
from pydantic_core import to_json
from rich.console import Console

from bot.i18n import Translator, Translators
from bot.ui.findings import words
from domains.core.errors import DomainError
from domains.core.operations.errors import OperationRefusedError
from domains.narrative.authoring.compile import CompilationError
from domains.narrative.authoring.findings import Finding
from domains.narrative.authoring.statistics.model import ChapterFigures

REFUSED = 1

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(document: Any) -> None:
    """One JSON document on the standard output."""
    sys.stdout.write(to_json(document, indent=2).decode() + "\n")


def print_findings(findings: Sequence[Finding], *, json: bool, language: str = "") -> None:
    """What is wrong, a finding a line. Leaves with code 1 when there is anything."""
    t = Translators().of(language)
    if json:
        told = [{**asdict(one), "message": words(one, t)} for one in findings]
        print_json({"passed": not findings, "findings": told})
    else:
        for finding in findings:
            tell(finding, console, t)
        count = t("findings.count", count=len(findings)) if findings else t("findings.none")
        (errors if findings else console).print(count)
    if findings:
        raise typer.Exit(REFUSED)


def tell(finding: Finding, to: Console, t: Translator) -> None:
    """One complaint: where, what, and the choices that lead there."""
    to.print(f"[bold]{finding.where}[/]", end="")
    to.print(f": {words(finding, t)} [{finding.code}]", markup=False)
    if finding.path:
        to.print("    " + t("findings.way", way=" → ".join(finding.path)), markup=False)
        to.print("    " + t("findings.numbers", numbers=finding.numbers), markup=False)


def print_figures(found: ChapterFigures) -> None:
    """What readers did in a chapter: who stands where, and every question with its answers."""
    of = f"version {found.number}" if found.number else "every version"
    readers = found.figures.readers
    console.print(f"{found.title}, {of}: begun by {readers}.", markup=False)
    for knot, count in found.stopped:
        console.print(f"  {count} stand before the choices of {knot}", markup=False)
    for question in found.questions:
        console.print(f"{question.knot} ({question.readers} answers)", markup=False)
        for answer in question.answers:
            console.print(f"  {answer.percent:>3} %  {answer.words}", markup=False)


@contextmanager
def refusals_told() -> Iterator[None]:
    """A refusal becomes one sentence and code 1."""
    try:
        yield
    except CompilationError as error:
        for finding in error.findings:
            tell(finding, errors, Translators().of(""))
        raise typer.Exit(REFUSED) from None
    except OperationRefusedError as error:
        errors.print(str(error), markup=False)
        raise typer.Exit(REFUSED) from None
    except DomainError as error:
        reason = error.params.get("reason") or error.params.get("output") or error
        errors.print(str(reason), markup=False)
        raise typer.Exit(REFUSED) from None


@contextmanager
def working(what: str, *, is_shown: bool) -> Iterator[None]:
    """Something that takes seconds is under way."""
    if not is_shown:
        yield
        return
    with errors.status(what):
        yield
