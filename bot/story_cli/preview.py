"""Reading a story in the terminal, with its tags, before anybody else does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import typer

from bot.i18n import Translators
from bot.story_cli.output import console, errors, tell
from domains.narrative.authoring.entry import entered_at
from domains.narrative.authoring.gate import build, built_beside
from domains.narrative.authoring.interpreters import Engine
from domains.narrative.engine.interface import Scene, StoryEngine
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.values import Value
from domains.narrative.engine.view import effects
from domains.narrative.errors import StoryBrokenError

SEED = 1


def read_aloud(folder: Path, chapter: str, language: str, goto: str) -> None:
    """Build the story beside its folder and read it, chapter after chapter.

    Raises InvalidStoryError, ChapterNotFoundError.
    """
    with built_beside(folder) as built:
        if findings := build(built):
            for finding in findings:
                tell(finding, errors, Translators().of(""))
            raise typer.Exit(1)
        story = StoryVersion.load(built)
        wanted = story.manifest.language(language)
        reader = _Reader(Engine.BINK.open(), story, wanted)
        reader.read(chapter or story.first_chapter, goto)


class _Reader:
    def __init__(self, engine: StoryEngine, story: StoryVersion, language: str) -> None:
        self._engine = engine
        self._story = story
        self._language = language

    def read(self, chapter_id: str, goto: str) -> None:
        following: str | None = chapter_id
        variables: dict[str, object] = {}
        while following is not None and self._story.has(following):
            title = self._story.about(following).title[self._language]
            console.rule(title)
            outcome = self._read_chapter(following, goto, variables)
            if outcome is None:
                return
            following, variables = outcome
            goto = ""

    def _read_chapter(
        self, chapter_id: str, goto: str, variables: dict[str, object]
    ) -> tuple[str | None, dict[str, object]] | None:
        chapter = self._story.chapter(chapter_id, self._language)
        externals = dict.fromkeys(chapter.externals, _nothing)
        begun = entered_at(chapter, goto) if goto else chapter
        try:
            told = self._engine.start(begun, seed=SEED, variables=variables, externals=externals)
            before = told.scene.variables
            while not told.scene.ended:
                _show(told.scene, before)
                before = told.scene.variables
                index = _asked(len(told.scene.choices))
                if index is None:
                    return None
                offered = [choice.text for choice in told.scene.choices]
                told = self._engine.choose(
                    chapter, told.saved, index, offered=offered, externals=externals
                )
        except StoryBrokenError as error:
            errors.print(f"The script fails: {error.params.get('reason')}", markup=False)
            raise typer.Exit(1) from None
        _show(told.scene, before)
        return effects(told.scene).next, dict(self._engine.carry_over(told.saved))


def _nothing(*_arguments: object) -> Value:
    return 0


def _show(scene: Scene, before: Mapping[str, Value]) -> None:
    for line in scene.lines:
        console.print(line.text, markup=False)
        if line.tags:
            console.print(f"    # {' # '.join(line.tags)}", style="dim", markup=False)
    changed = {name: value for name, value in scene.variables.items() if before.get(name) != value}
    if changed:
        console.print(f"    {_words(changed)}", style="magenta", markup=False)
    console.print()
    for number, choice in enumerate(scene.choices, 1):
        console.print(f"[bold]{number}[/] ", end="")
        console.print(choice.text, markup=False, end="")
        tags = f"   # {' # '.join(choice.tags)}" if choice.tags else ""
        console.print(tags, style="dim", markup=False)


def _words(changed: dict[str, Value]) -> str:
    return ", ".join(
        f"{name} = {', '.join(sorted(value)) if isinstance(value, frozenset) else value}"
        for name, value in changed.items()
    )


def _asked(choices: int) -> int | None:
    while True:
        try:
            answer = typer.prompt(">", prompt_suffix=" ").strip()
        except typer.Abort:
            return None
        if answer in {"q", "quit"}:
            return None
        if answer.isdigit() and 0 < int(answer) <= choices:
            return int(answer) - 1
        errors.print(f"A number from 1 to {choices}, or q.")
