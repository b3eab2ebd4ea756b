"""The gate before publishing: build a story from its sources, read it, play it apart.

Nothing of the story's folder is written to; what is built lies in a folder of its own.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from domains.core.errors import DomainError
from domains.narrative.authoring.apart import TIMEOUT_SECONDS, Coverage, explore_apart
from domains.narrative.authoring.compile import CompilationError, compile_chapter, sources
from domains.narrative.authoring.findings import AS_TOLD, Finding, complaint
from domains.narrative.authoring.lint import lint_chapter, lint_manifest, media
from domains.narrative.authoring.localise import UntranslatedError, localise_story
from domains.narrative.authoring.order import lint_order, lint_strays
from domains.narrative.authoring.places import Places
from domains.narrative.authoring.traps import lint_source
from domains.narrative.engine.library import (
    MANIFEST,
    StoryVersion,
    compiled_name,
    read_manifest,
)
from domains.narrative.errors import InvalidStoryError
from domains.narrative.model import Manifest

TEXTS = frozenset({".ink", ".json", ".po", ".toml"})


@dataclass(frozen=True, slots=True)
class Report:
    """What the gate found. `story` is what may be published, when there is one to speak of."""

    findings: tuple[Finding, ...]
    story: StoryVersion | None = None
    coverage: tuple[Coverage, ...] = ()

    @property
    def passed(self) -> bool:
        return self.story is not None and not self.findings


def lint_story(folder: Path) -> list[Finding]:
    """Every complaint about the story in `folder`; none when it may be published."""
    return list(check(folder).findings)


def check(folder: Path, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Report:
    """Build, read and play the story in `folder`; what it consists of is left alone.

    Takes seconds: call it off the event loop. Chapters that come without sources, as Inky's
    JSON, are read and played as they are.
    """
    with built_beside(folder) as built:
        found = build(built)
        if found:
            return Report(tuple(found))
        try:
            story = StoryVersion.load(built)
        except InvalidStoryError as error:
            return Report((_story_finding(MANIFEST, error),))
        found = _read(built, story)
        if found:
            return Report(tuple(found), story)
        explored = explore_apart(built, timeout_seconds=timeout_seconds)
        played = _once(_placed(built, story, explored.findings))
        return Report(tuple(played), story, explored.coverage)


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    """One fault that several ways lead to is told once, with the first of them."""
    seen = set()
    for finding in found:
        fault = str(replace(finding, path=(), choices=()))
        if fault not in seen:
            seen.add(fault)
            yield finding


@contextmanager
def built_beside(folder: Path) -> Iterator[Path]:
    """A copy of the story's folder to build in, for as long as it is needed."""
    with TemporaryDirectory() as scratch:
        yield Path(shutil.copytree(folder, Path(scratch) / folder.resolve().name))


def build(folder: Path) -> list[Finding]:
    """Compile and translate in place. Empty when all of it worked."""
    if strange := _unreadable(folder):
        return strange
    try:
        manifest = read_manifest(folder)
    except InvalidStoryError as error:
        return [_story_finding(_toml_place(folder), error)]
    written = list(_sources(folder, manifest))
    read = sorted({path for one in written for path in one})
    # Of a chapter that came compiled nobody knows what it was made from.
    is_whole = len(written) == len(manifest.chapters)
    found = [
        *(lint_strays(folder, read) if is_whole else ()),
        *(one for path in read for one in lint_source(path.name, path.read_text("utf-8"))),
    ]
    for chapter in manifest.chapters:
        source = folder / f"{chapter.file}.ink"
        target = folder / compiled_name(manifest, chapter, manifest.source_language)
        if source.exists():
            found += _compile(source, target)
        elif not target.exists():
            missing = {"chapter": chapter.id, "name": source.name}
            found.append(complaint("story", MANIFEST, "story_no_source", **missing))
    return found or _localise(folder)


def _unreadable(folder: Path) -> list[Finding]:
    found: list[Finding] = []
    for path in sorted(path for path in folder.iterdir() if path.suffix in TEXTS):
        try:
            path.read_text("utf-8")
        except UnicodeDecodeError:
            found.append(complaint("encoding", path.name))
    return found


def _compile(source: Path, target: Path) -> list[Finding]:
    try:
        target.write_text(compile_chapter(source), "utf-8")
    except CompilationError as error:
        return error.findings
    except (DomainError, UnicodeDecodeError) as error:
        return [complaint("compiler", source.name, AS_TOLD, reason=str(error))]
    return []


def _localise(folder: Path) -> list[Finding]:
    try:
        localise_story(folder)
    except UntranslatedError as error:
        language, count, text = (str(error.params[n]) for n in ("language", "count", "text"))
        return [complaint("untranslated", f"{language}.po", count=count, text=text)]
    except (OSError, ValueError) as error:
        return [complaint("story", "*.po", AS_TOLD, reason=str(error))]
    return []


def _sources(folder: Path, manifest: Manifest) -> Iterator[list[Path]]:
    for chapter in manifest.chapters:
        source = folder / f"{chapter.file}.ink"
        if source.exists():
            yield sources(source)


def _read(folder: Path, story: StoryVersion) -> list[Finding]:
    art = media(folder)
    found = [*lint_manifest(story.manifest, art, MANIFEST), *lint_order(story)]
    for about in story.manifest.chapters:
        for language in story.manifest.languages:
            is_source = language == story.manifest.source_language
            places = Places.of(folder / f"{about.file}.ink") if is_source else Places([])
            complaints = lint_chapter(
                story.manifest, story.chapter(about.id, language), places, art
            )
            if not is_source:  # what the words do not change has been said once
                complaints = [one for one in complaints if one.code in _OF_WORDS]
            found += complaints
    return found


_OF_WORDS = frozenset({"html", "choice_length", "choice_html", "turn_length", "equal_choices"})
"""Complaints that a translation may deserve on its own."""


def _placed(
    folder: Path, story: StoryVersion, found: tuple[tuple[str, str, Finding], ...]
) -> Iterator[Finding]:
    """What playing found, with the lines where it stands."""
    source_language = story.manifest.source_language
    for chapter_id, language, finding in found:
        about = next((one for one in story.manifest.chapters if one.id == chapter_id), None)
        if about is None:
            yield finding
        elif language == source_language:
            places = Places.of(folder / f"{about.file}.ink")
            where = places.knot(finding.where) or places.find(finding.where)
            yield replace(finding, where=where or f"{about.file}.ink")
        elif finding.code in {*_OF_WORDS, "crash"}:
            yield replace(finding, where=f"{language}.po, {chapter_id}: {finding.where}")


def _toml_place(folder: Path) -> str:
    try:
        tomllib.loads((folder / MANIFEST).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        return f"{MANIFEST}:{getattr(error, 'lineno', 1)}"
    except (OSError, UnicodeDecodeError):
        pass
    return MANIFEST


def _story_finding(where: str, error: InvalidStoryError) -> Finding:
    """What the story lacks; a manifest that is malformed is told of as its reader puts it."""
    params = {name: str(value) for name, value in error.params.items()}
    detail = params.pop("detail", AS_TOLD)
    reason = " ".join(params.pop("reason", error.code).split())
    if detail == AS_TOLD:
        return complaint("story", where, AS_TOLD, reason=reason)
    params.pop("story", None)
    return Finding("story", where, detail, params)
