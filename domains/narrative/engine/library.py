"""Stories on disk: a folder with a manifest and compiled chapters, read once, never changed."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Self

from pydantic import ValidationError

from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.errors import (
    ChapterNotFoundError,
    InvalidStoryError,
    StoryNotFoundError,
)
from domains.narrative.model import ChapterManifest, Manifest

STORIES = Path(__file__).parent.parent / "stories"
MANIFEST = "story.toml"
FOR_AUTHORS = frozenset({"tutorial"})
"""Shipped stories that show authors how one is made. Players are not offered them."""


@dataclass(frozen=True, slots=True)
class StoryVersion:
    """One story as it was published: `sha256` covers the manifest and every chapter."""

    manifest: Manifest
    sha256: str
    _chapters: Mapping[tuple[str, str], CompiledChapter] = field(repr=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a story folder.

        Raises InvalidStoryError when a file is missing or malformed, when two languages of a
        chapter differ in more than words, or when the manifest names a variable or clue that
        no chapter declares, or one that a chapter declares and a later one forgets.
        """
        manifest = read_manifest(folder)
        texts = {
            (chapter.id, language): _read_chapter(folder, manifest, chapter, language)
            for chapter in manifest.chapters
            for language in manifest.languages
        }
        return cls._assembled(manifest, texts)

    @classmethod
    def of(cls, manifest: str, texts: Mapping[tuple[str, str], str], *, sha256: str = "") -> Self:
        """A story from its manifest as JSON and its compiled chapters by id and language.

        `sha256` names a version that is known already. Raises InvalidStoryError, as `load`.
        """
        try:
            read = Manifest.model_validate_json(manifest)
        except ValidationError as error:
            raise InvalidStoryError(reason=str(error)) from error
        return cls._assembled(read, texts, sha256)

    @classmethod
    def _assembled(
        cls, manifest: Manifest, texts: Mapping[tuple[str, str], str], sha256: str = ""
    ) -> Self:
        chapters: dict[tuple[str, str], CompiledChapter] = {}
        digest = hashlib.sha256(manifest.model_dump_json().encode())
        for chapter in manifest.chapters:
            for language in manifest.languages:
                text = texts.get((chapter.id, language))
                if text is None:
                    raise InvalidStoryError(
                        story=manifest.id,
                        chapter=chapter.id,
                        language=language,
                        detail="story_no_text",
                        reason=f"no text in {language}",
                    )
                compiled = CompiledChapter.parse(chapter.id, language, text)
                chapters[chapter.id, language] = compiled
                digest.update(compiled.sha256.encode())
            _check_languages(manifest, chapter.id, chapters)
        _check_variables(
            manifest,
            [chapters[chapter.id, manifest.source_language] for chapter in manifest.chapters],
        )
        return cls(manifest, sha256 or digest.hexdigest(), MappingProxyType(chapters))

    def texts(self) -> dict[tuple[str, str], str]:
        """The compiled chapters by id and language, as `of` takes them."""
        return {key: chapter.json for key, chapter in self._chapters.items()}

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def first_chapter(self) -> str:
        return self.manifest.chapters[0].id

    def has(self, chapter_id: str) -> bool:
        """Is there such a chapter yet?"""
        return (chapter_id, self.manifest.source_language) in self._chapters

    def chapter(self, chapter_id: str, language: str | None = None) -> CompiledChapter:
        """A chapter in a language, or in the source language when it has no other.

        Raises ChapterNotFoundError.
        """
        found = self._chapters.get((chapter_id, self.manifest.language(language)))
        if found is None:
            raise ChapterNotFoundError(story=self.id, chapter=chapter_id)
        return found

    def about(self, chapter_id: str) -> ChapterManifest:
        """The chapter's entry in the manifest. Raises ChapterNotFoundError."""
        for chapter in self.manifest.chapters:
            if chapter.id == chapter_id:
                return chapter
        raise ChapterNotFoundError(story=self.id, chapter=chapter_id)


class StoryLibrary:
    """Every story of a folder, by id."""

    def __init__(self, stories: Mapping[str, StoryVersion]) -> None:
        self._stories = dict(stories)

    @classmethod
    def load(cls, folder: Path = STORIES) -> Self:
        """Read every story below `folder`. Raises InvalidStoryError."""
        stories = [StoryVersion.load(path.parent) for path in sorted(folder.glob(f"*/{MANIFEST}"))]
        return cls({story.id: story for story in stories})

    @property
    def stories(self) -> tuple[StoryVersion, ...]:
        return tuple(self._stories.values())

    def story(self, story_id: str) -> StoryVersion:
        """Raises StoryNotFoundError."""
        story = self._stories.get(story_id)
        if story is None:
            raise StoryNotFoundError(story=story_id)
        return story


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a story folder. Raises InvalidStoryError."""
    try:
        return Manifest.model_validate(tomllib.loads((folder / MANIFEST).read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise InvalidStoryError(story=folder.name, reason=str(error)) from error


def compiled_name(manifest: Manifest, chapter: ChapterManifest, language: str) -> str:
    """The file name of a compiled chapter."""
    suffix = "" if language == manifest.source_language else f".{language}"
    return f"{chapter.file}{suffix}.json"


def _read_chapter(
    folder: Path, manifest: Manifest, chapter: ChapterManifest, language: str
) -> str:
    path = folder / compiled_name(manifest, chapter, language)
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise InvalidStoryError(
            story=manifest.id,
            name=path.name,
            detail="story_missing",
            reason=f"{path.name} is missing",
        ) from error


def _check_languages(
    manifest: Manifest, chapter_id: str, chapters: Mapping[tuple[str, str], CompiledChapter]
) -> None:
    shapes = {chapters[chapter_id, language].shape for language in manifest.languages}
    if len(shapes) != 1:
        raise InvalidStoryError(
            story=manifest.id,
            chapter=chapter_id,
            detail="story_languages",
            reason="languages differ in more than words",
        )


def _check_variables(manifest: Manifest, chapters: Sequence[CompiledChapter]) -> None:
    """What the manifest counts begins in some chapter and is known to every later one.

    A chapter hands its variables to the next one, which drops those that it does not know.
    """
    for character_id, character in manifest.characters.items():
        if (name := character.trust_var) is not None:
            what = {"detail": "story_trust", "owner": character_id, "name": name}
            what["reason"] = f"character {character_id}: no number variable {name}"
            _check_declared(manifest, chapters, name, int, what)
    for clue_id, clue in manifest.clues.items():
        name = clue.item.partition(".")[0]
        what = {"detail": "story_clue", "owner": clue_id, "name": clue.item}
        what["reason"] = f"clue {clue_id}: no {clue.item}"
        _check_declared(manifest, chapters, name, frozenset, what)


def _check_declared(
    manifest: Manifest,
    chapters: Sequence[CompiledChapter],
    name: str,
    kind: type[int | frozenset[str]],
    what: Mapping[str, str],
) -> None:
    declares = [isinstance(chapter.defaults.get(name), kind) for chapter in chapters]
    first = declares.index(True) if True in declares else 0
    for chapter, declared in zip(chapters[first:], declares[first:], strict=True):
        if not declared:
            raise InvalidStoryError(story=manifest.id, chapter=chapter.id, **what)
