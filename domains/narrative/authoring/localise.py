"""Words of a chapter in other languages: compiled JSON → `.po` → compiled JSON.

Only words are exchanged, so every language of a chapter has the same shape, and a save made
in one is played on in another.
"""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from domains.core.errors import DomainError
from domains.narrative.authoring.compile import formatted
from domains.narrative.authoring.tokens import Kind, Token, tokens
from domains.narrative.engine.library import compiled_name, read_manifest
from domains.narrative.errors import InvalidStoryError
from domains.narrative.model import Manifest

SPOKEN_TAGS = frozenset({"alt", "wait_text", "lock", "hint"})
"""Tags whose words players read."""


class UntranslatedError(DomainError):
    """A catalogue lacks words, or is unsure of some (`fuzzy`)."""

    code: ClassVar[str] = "narrative.untranslated"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One translatable text: where it stands (its knot, or `knot/tag`), and is it a button?"""

    context: str
    text: str
    is_choice: bool


def phrases(compiled: str) -> list[Phrase]:
    """Every text that players read, in the order of the file, each once per knot."""
    return list(dict.fromkeys(phrase for phrase, _ in _phrases(json.loads(compiled))))


def localised(compiled: str, catalogue: Catalog) -> str:
    """The chapter with the catalogue's words. Raises UntranslatedError."""
    missing: list[str] = []
    document = json.loads(compiled)
    for phrase, put in _phrases(document):
        message = catalogue.get(phrase.text, context=_context(phrase))
        if message is None or not message.string or message.fuzzy:
            missing.append(phrase.text)
        else:
            put(str(message.string))
    if missing:
        raise UntranslatedError(
            language=str(catalogue.locale), count=len(missing), text=missing[0]
        )
    return formatted(json.dumps(document, ensure_ascii=False))


def template(compiled: dict[str, str]) -> Catalog:
    """A catalogue without words, of chapters given as file name → JSON."""
    catalogue = Catalog(charset="utf-8")
    for name, text in compiled.items():
        for phrase in phrases(text):
            note = "a button: 40 characters at most" if phrase.is_choice else ""
            catalogue.add(
                phrase.text,
                context=_context(phrase),
                locations=[(name, None)],  # type: ignore[list-item]  # lines are no help here
                auto_comments=[note] if note else [],
            )
    return catalogue


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue of a story in a language; an empty one when there is no file yet."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(catalogue: Catalog, story: dict[str, str]) -> Catalog:
    """The catalogue brought up to date with the story; texts that are gone are dropped."""
    fresh = copy.deepcopy(catalogue)
    fresh.update(template(story), no_fuzzy_matching=False)
    fresh.obsolete.clear()
    return fresh


def written(catalogue: Catalog) -> str:
    """The catalogue as text, without dates, so that equal content gives equal files."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=96, omit_header=True, ignore_obsolete=True)
    return stream.getvalue().decode()


def merge_catalogues(folder: Path) -> dict[str, list[tuple[int, str]]]:
    """Bring every catalogue of a story up to date with its compiled chapters.

    Gives for each language what is left to translate or to confirm: line and text.
    Raises InvalidStoryError.
    """
    manifest = read_manifest(folder)
    compiled = _compiled(folder, manifest)
    missing: dict[str, list[tuple[int, str]]] = {}
    for language in manifest.languages:
        if language == manifest.source_language:
            continue
        path = folder / f"{language}.po"
        path.write_text(written(merged(read_catalogue(path, language), compiled)), "utf-8")
        missing[language] = [
            (message.lineno or 1, str(message.id))
            for message in read_catalogue(path, language)
            if message.id and (message.fuzzy or not message.string)
        ]
    return missing


def localise_story(folder: Path) -> None:
    """Update every catalogue of a story and write its chapters in every language.

    Raises InvalidStoryError, UntranslatedError; the updated catalogues are written anyway.
    """
    merge_catalogues(folder)
    manifest = read_manifest(folder)
    compiled = _compiled(folder, manifest)
    for language in manifest.languages:
        if language == manifest.source_language:
            continue
        catalogue = read_catalogue(folder / f"{language}.po", language)
        for chapter in manifest.chapters:
            target = folder / compiled_name(manifest, chapter, language)
            target.write_text(localised(compiled[chapter.file], catalogue), "utf-8")


def _compiled(folder: Path, manifest: Manifest) -> dict[str, str]:
    found: dict[str, str] = {}
    for chapter in manifest.chapters:
        path = folder / compiled_name(manifest, chapter, manifest.source_language)
        if not path.exists():
            raise InvalidStoryError(story=manifest.id, reason=f"{path.name} is not compiled yet")
        found[chapter.file] = path.read_text("utf-8")
    return found


def _context(phrase: Phrase) -> str:
    return f"{phrase.context}/choice" if phrase.is_choice else phrase.context


def _phrases(document: dict[str, Any]) -> Iterator[tuple[Phrase, Callable[[str], None]]]:
    """Every text with what puts another in its place."""
    for token in list(tokens(document)):
        if token.kind in {Kind.TEXT, Kind.CHOICE}:
            yield Phrase(token.knot, token.text, token.kind is Kind.CHOICE), token.replace
            continue
        key, _, words = (part.strip() for part in token.text.partition(":"))
        if token.kind in {Kind.TAG, Kind.CHOICE_TAG} and key in SPOKEN_TAGS and words:
            yield Phrase(f"{token.knot}/{key}", words, is_choice=False), _tag(token, key)


def _tag(token: Token, key: str) -> Callable[[str], None]:
    return lambda words: token.replace(f"{key}: {words}")
