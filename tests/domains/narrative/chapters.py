"""Compiled chapters for tests: the shipped story, and small ones full of traps."""

from __future__ import annotations

from pathlib import Path

from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.interface import StoryEngine, Told
from domains.narrative.engine.library import STORIES, StoryVersion

INK = Path(__file__).parent / "ink"
SHIPPED = STORIES / "second_hour"


def chapter(name: str) -> CompiledChapter:
    """A chapter from `ink/`. Made by the compiler, see `authoring`."""
    return CompiledChapter.parse(name, "en", (INK / f"{name}.json").read_text("utf-8"))


def shipped() -> StoryVersion:
    return StoryVersion.load(SHIPPED)


def choices(told: Told) -> list[str]:
    return [choice.text for choice in told.scene.choices]


def take(engine: StoryEngine, chapter: CompiledChapter, told: Told, label: str) -> Told:
    """Choose by label."""
    offered = choices(told)
    return engine.choose(
        chapter,
        told.saved,
        offered.index(label),
        offered=offered,
        externals={name: lambda *arguments: int(sum(arguments)) + 1 for name in chapter.externals},
    )


def text(told: Told) -> str:
    return "\n".join(line.text for line in told.scene.lines)


def purse() -> StoryVersion:
    """Two chapters: what is taken in the first is carried into the second."""
    return StoryVersion.load(INK / "purse")


def toll() -> StoryVersion:
    """One chapter, whose first turn offers a choice for twenty besitos and a free one."""
    return StoryVersion.load(INK / "toll")


def reworded(story: StoryVersion, chapter_id: str, old: str, new: str) -> StoryVersion:
    """The same story with other words, or another structure, in one chapter."""
    texts = story.texts()
    changed = {
        key: text.replace(old, new) if key[0] == chapter_id else text
        for key, text in texts.items()
    }
    assert changed != texts, old
    return StoryVersion.of(story.manifest.model_dump_json(), changed)


def later_purse() -> StoryVersion:
    """`purse` with a choice inserted before those that were there."""
    return StoryVersion.load(INK / "later" / "purse")


def doors() -> StoryVersion:
    """A row of doors: VIP, locked, priced; then a wait, then a timer; a VIP chapter beside."""
    return StoryVersion.load(INK / "doors")


def tutorial() -> StoryVersion:
    """The story that shows authors how one is made."""
    return StoryVersion.load(STORIES / "tutorial")
