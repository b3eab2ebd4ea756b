"""Words and tags of one compiled chapter: what can be said without playing it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domains.narrative.authoring.findings import Finding, complaint
from domains.narrative.authoring.markup import html_problem
from domains.narrative.authoring.places import Places
from domains.narrative.authoring.tokens import Kind, Token, tokens
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.tags import ChoiceTags, LineTags, choice_tags, head_tags, line_tags
from domains.narrative.errors import InvalidTagError
from domains.narrative.model import Manifest

MAX_CHOICE_LENGTH = 40
NOT_SERVED = ("voice", "sticker", "new")
"""Tags that the vocabulary knows and the house does not act upon, each for a reason: promising
them to a writer in silence would be worse than refusing them."""

ART = "art"
"""The folder of a story's pictures, sounds and stickers."""
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
MAX_PICTURE_BYTES = 1_000_000

_SHORTHAND = re.compile(r"([A-Z][A-Z_0-9]+): ")


@dataclass(slots=True)
class _Chapter:
    manifest: Manifest
    chapter: CompiledChapter
    places: Places
    art: dict[str, int]
    ids: Counter[str] = field(default_factory=Counter)

    def where(self, token: Token) -> str:
        name = f"{self.chapter.id}.{self.chapter.language}, knot {token.knot}"
        return self.places.find(token.text, token.knot, name)


def media(folder: Path) -> dict[str, int]:
    """The files below `art/` by name, with their size in bytes."""
    return {path.name: path.stat().st_size for path in (folder / ART).glob("*") if path.is_file()}


def lint_chapter(
    manifest: Manifest,
    chapter: CompiledChapter,
    places: Places | None = None,
    art: dict[str, int] | None = None,
) -> list[Finding]:
    """Every complaint about a chapter's words and tags; `art` is what `media` found."""
    about = _Chapter(manifest, chapter, places or Places([]), art or {})
    found: list[Finding] = []
    for token in tokens(json.loads(chapter.json)):
        found += _check(about, token)
    found += [
        complaint("choice_id", place, "choice_id_twice", id=name, count=count)
        for name, count in about.ids.items()
        if count > 1 and (place := about.places.find(f"id: {name}", None, chapter.id))
    ]
    return found


def lint_manifest(manifest: Manifest, art: Collection[str], places: str) -> list[Finding]:
    """Pictures that the manifest names and nobody has drawn."""
    named = [
        *(chapter.art for chapter in manifest.chapters),
        *(character.art for character in manifest.characters.values()),
        *(clue.art for clue in manifest.clues.values()),
        *(ending.art for ending in manifest.endings.values()),
    ]
    found = [
        complaint("media", places, "media_missing", name=f"{ART}/{name}")
        for name in dict.fromkeys(named)
        if name is not None and name not in art
    ]
    return found + [
        complaint("alt", places, "alt_chapter", chapter=chapter.id)
        for chapter in manifest.chapters
        if chapter.art is not None and chapter.alt is None
    ]


def _check(about: _Chapter, token: Token) -> Iterator[Finding]:
    match token.kind:
        case Kind.TEXT:
            yield from _check_text(about, token)
        case Kind.CHOICE:
            yield from _check_choice(about, token)
        case Kind.TAG | Kind.CHOICE_TAG:
            yield from _check_tag(about, token)
        case Kind.LOGIC:
            yield complaint("text_in_logic", about.where(token), text=token.text)


def _check_text(about: _Chapter, token: Token) -> Iterator[Finding]:
    match = _SHORTHAND.match(token.text)
    if match is not None and match[1].lower() not in about.manifest.characters:
        yield complaint("speaker", about.where(token), name=match[1])
    if problem := html_problem(token.text):
        yield complaint("html", about.where(token), problem[0], tag=problem[1])


def _check_choice(about: _Chapter, token: Token) -> Iterator[Finding]:
    text = token.text
    if len(text) > MAX_CHOICE_LENGTH:
        size = {"size": len(text), "most": MAX_CHOICE_LENGTH}
        yield complaint("choice_length", about.where(token), **size)
    if re.search(r"[<>&]", text):
        yield complaint("choice_html", about.where(token))
    if not any(tag.startswith("id:") for tag in _tags_after(token)):
        yield complaint("choice_id", about.where(token))


def _tags_after(token: Token) -> Iterator[str]:
    """The tags of the choice whose label `token` is: they are evaluated with it."""
    for item in token.container[token.index + 1 :]:
        if item == "/ev":
            return
        if isinstance(item, str) and item.startswith("^"):
            yield item[1:].strip()


def _check_tag(about: _Chapter, token: Token) -> Iterator[Finding]:
    where = about.where(token)
    try:
        read = _read(token)
    except InvalidTagError as error:
        yield complaint("tag", where, f"tag_{error.detail}", **error.blanks)
        return
    for name in NOT_SERVED:
        if getattr(read, name, None):
            yield complaint("tag_not_served", where, f"tag_not_{name}")
    if isinstance(read, ChoiceTags):
        yield from _check_choice_tag(about, where, read)
    else:
        yield from _check_line_tag(about, where, read)


def _read(token: Token) -> LineTags | ChoiceTags:
    if token.kind is Kind.CHOICE_TAG:
        return choice_tags([token.text])
    return LineTags() if head_tags([token.text]) else line_tags([token.text])


def _check_choice_tag(about: _Chapter, where: str, tags: ChoiceTags) -> Iterator[Finding]:
    if tags.icon and tags.icon not in about.manifest.icons:
        yield complaint("icon", where, name=tags.icon)
    if tags.id:
        about.ids[tags.id] += 1


def _check_line_tag(about: _Chapter, where: str, tags: LineTags) -> Iterator[Finding]:
    if tags.speaker and tags.speaker not in about.manifest.characters:
        yield complaint("speaker", where, name=tags.speaker)
    if tags.ending:
        ending = about.manifest.endings.get(tags.ending)
        if ending is None or ending.chapter != about.chapter.id:
            yield complaint("ending", where, name=tags.ending, chapter=about.chapter.id)
    for name in (tags.image, tags.voice, tags.sticker):
        if name is not None and name not in about.art:
            yield complaint("media", where, "media_missing", name=f"{ART}/{name}")
    if tags.image in about.art:
        yield from _check_picture(where, tags.image, about.art[tags.image])


def _check_picture(where: str, name: str, size: int) -> Iterator[Finding]:
    if Path(name).suffix.lower() not in PICTURES:
        yield complaint("media", where, "media_kind", name=name)
    if size > MAX_PICTURE_BYTES:
        sizes = {"size": size, "most": MAX_PICTURE_BYTES}
        yield complaint("media", where, "media_size", name=name, **sizes)
