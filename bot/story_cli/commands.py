"""The commands of `python -m bot story`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.story_cli import output, publishing
from bot.story_cli.output import refusals_told, working
from domains.narrative.authoring.findings import AS_TOLD, complaint
from domains.narrative.authoring.interpreters import Engine

story = typer.Typer(
    name="story", help="Write, check, read and publish stories.", no_args_is_help=True
)

story.command()(publishing.publish)
story.command()(publishing.versions)
story.command()(publishing.rollback)
story.command()(publishing.stats)

Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A story's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Lang = Annotated[str, typer.Option("--lang", help="The language to complain in, such as es.")]


@story.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Where; its last name is the story's id.")],
    title: Annotated[str, typer.Option(help="What it is called.")] = "A New Story",
    chapter: Annotated[str, typer.Option(help="Add this chapter to a story that exists.")] = "",
) -> None:
    """Make a story, or with --chapter one more chapter, that has nothing to complain about."""
    from domains.narrative.authoring.scaffold import new_chapter, new_story

    with refusals_told():
        made = new_chapter(folder, chapter, title) if chapter else new_story(folder, title)
    for path in made:
        output.console.print(f"written: {path}", markup=False)
    if chapter:
        output.console.print(f"Let an earlier chapter end with `# next: {chapter}`.", markup=False)


@story.command()
def lint(
    folder: Folder,
    *,
    seconds: Annotated[float, typer.Option(min=1, help="How long playing may take.")] = 120,
    json: Json = False,
    lang: Lang = "",
) -> None:
    """Everything that stands between this story and its readers, in plain words.

    Compiles, translates, reads and plays the story apart; its folder is left as it is.
    """
    from domains.narrative.authoring.gate import check

    with refusals_told(), working("Reading and playing the story …", is_shown=not json):
        report = check(folder, timeout_seconds=seconds)
    output.print_findings(report.findings, json=json, language=lang)


@story.command("compile")
def compile_(folder: Folder, *, json: Json = False, lang: Lang = "") -> None:
    """Compile the chapters, bring the catalogues up to date, write every language."""
    from domains.narrative.authoring.compile import write_lock
    from domains.narrative.authoring.gate import build

    with refusals_told(), working("Compiling …", is_shown=not json):
        findings = build(folder)
        if not findings:
            write_lock(folder)
    output.print_findings(findings, json=json, language=lang)


@story.command()
def translate(folder: Folder, *, json: Json = False, lang: Lang = "") -> None:
    """Bring the catalogues up to date with the compiled story: what is left to translate?"""
    from domains.narrative.authoring.localise import localise_story, merge_catalogues

    with refusals_told():
        missing = merge_catalogues(folder)
        findings = [
            complaint("untranslated", f"{language}.po:{line}", AS_TOLD, reason=text)
            for language, texts in missing.items()
            for line, text in texts
        ]
        if not findings:
            localise_story(folder)
    output.print_findings(findings, json=json, language=lang)


@story.command()
def preview(
    folder: Folder,
    chapter: Annotated[str, typer.Argument(help="A chapter's id; the first if left out.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Such as es.")] = "",
    goto: Annotated[str, typer.Option(help="Begin at this knot.")] = "",
) -> None:
    """Read a story in the terminal: choices by number, tags shown, `q` leaves."""
    from bot.story_cli.preview import read_aloud

    with refusals_told():
        read_aloud(folder, chapter, language, goto)


@story.command()
def play(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A compiled chapter.")],
    *,
    transcript: Annotated[
        Path | None, typer.Option(help="Write here instead of on the standard output.")
    ] = None,
    engine: Annotated[Engine, typer.Option(help="Which interpreter plays.")] = Engine.BINK,
    reload: Annotated[
        bool, typer.Option("--reload", help="Take every choice from the save alone, anew.")
    ] = False,
    apart: Annotated[
        bool, typer.Option("--apart", help="The same, each choice in a new process.")
    ] = False,
) -> None:
    """Play a compiled chapter as the reference player does: choice numbers on the input.

    This is the contract of ink-proof's drivers, so any runner of that suite can drive it.
    """
    from contextlib import ExitStack

    from domains.narrative.authoring.relay import Relay
    from domains.narrative.authoring.transcript import play as play_through
    from domains.narrative.engine.compiled import CompiledChapter

    with refusals_told(), ExitStack() as opened:
        text = file.read_text("utf-8-sig")
        chapter = CompiledChapter.parse(file.stem, "en", text)
        relay = opened.enter_context(Relay()) if apart else None
        target = sys.stdout
        if transcript is not None:
            written = transcript.open("w", encoding="utf-8", newline="\n")
            target = opened.enter_context(written)
        anew = reload or apart
        finished = play_through(
            chapter, sys.stdin, target.write, engine=engine, reload=anew, relay=relay
        )
    if not finished:
        raise typer.Exit(output.REFUSED)


@story.command("map")
def map_(
    folder: Folder,
    chapter: Annotated[str, typer.Argument(help="A chapter's id; the first if left out.")] = "",
    out: Annotated[Path, typer.Option(help="Where to: .png, or .dot for Graphviz.")] = Path(
        "map.png"
    ),
) -> None:
    """Draw a chapter: green what random readers reached, red what they never did."""
    from bot.story_cli.drawing import draw_map

    with refusals_told(), working("Playing and drawing …", is_shown=True):
        draw_map(folder, chapter, out)
    output.console.print(f"written: {out}", markup=False)


@story.command()
def art(
    stories: Annotated[Path, typer.Argument(help="The folder of the shipped stories.")] = Path(
        "domains/narrative/stories"
    ),
) -> None:
    """Draw the pictures of the shipped stories again: the same pictures every time."""
    from bot.story_cli.art import draw_all

    for path in draw_all(stories):
        output.console.print(f"written: {path} ({path.stat().st_size // 1000} kB)", markup=False)
