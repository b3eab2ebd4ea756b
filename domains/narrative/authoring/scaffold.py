"""A story, or one more chapter, from a template that has nothing to complain about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from domains.core.errors import DomainError
from domains.narrative.engine.library import MANIFEST, read_manifest

TEMPLATE = Path(__file__).parent / "template"
SKETCH = "common.ink", "ch01.ink"

_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


class ScaffoldError(DomainError):
    """Not made: `reason` says why, in words for a terminal."""

    code: ClassVar[str] = "narrative.scaffold"


def new_story(folder: Path, title: str) -> list[Path]:
    """Make a story in `folder`, named like it; returns the files. Raises ScaffoldError."""
    if not _ID.fullmatch(folder.name):
        reason = f"{folder.name}: a story's folder has small letters, digits and _ only"
        raise ScaffoldError(reason=reason)
    if folder.exists() and any(folder.iterdir()):
        raise ScaffoldError(reason=f"{folder} exists and is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    manifest = (TEMPLATE / MANIFEST).read_text("utf-8").replace("__ID__", folder.name)
    made = {MANIFEST: manifest.replace("__TITLE__", _toml(title))}
    for name in SKETCH:
        made[name] = (TEMPLATE / name).read_text("utf-8")
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in made]


def new_chapter(folder: Path, chapter_id: str, title: str) -> list[Path]:
    """Add a chapter to the story in `folder`, after the others.

    What leads to it is for the writer to say: `# next: <id>` at the end of the chapter before.
    Raises ScaffoldError, InvalidStoryError.
    """
    manifest = read_manifest(folder)
    if not _ID.fullmatch(chapter_id):
        raise ScaffoldError(reason=f"{chapter_id}: small letters, digits and _ only")
    path = folder / f"{chapter_id}.ink"
    if path.exists() or any(chapter.id == chapter_id for chapter in manifest.chapters):
        raise ScaffoldError(reason=f"there is a chapter {chapter_id} already")
    text = (TEMPLATE / "chapter.ink").read_text("utf-8")
    text = text.replace("__CHAPTER__", chapter_id).replace("__TITLE__", title)
    text = text.replace("# lang: en", f"# lang: {manifest.source_language}")
    path.write_text(text, "utf-8")
    words = ", ".join(f'{language} = "{_toml(title)}"' for language in manifest.languages)
    entry = f'\n[[chapters]]\nid = "{chapter_id}"\nfile = "{chapter_id}"\ntitle = {{ {words} }}\n'
    ending = f'\n[endings.{chapter_id}_end]\nchapter = "{chapter_id}"\nname = {{ {words} }}\n'
    with (folder / MANIFEST).open("a", encoding="utf-8") as file:
        file.write(entry + ending)
    return [path, folder / MANIFEST]


def _toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
