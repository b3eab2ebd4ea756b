"""What a story consists of, and what a turn changed. Values and pure rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domains.narrative.engine.values import Value

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,31}$")]
ChapterId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,19}$")]
"""Shorter than other ids: it travels in buttons."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Words = dict[Language, Annotated[str, Field(min_length=1, max_length=200)]]
"""The same short text in every language of the story."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


Telling = dict[Language, Annotated[str, Field(min_length=1, max_length=600)]]
"""A short paragraph in every language of the story."""


class ChapterManifest(_Part):
    """A chapter: `<file>.ink`, compiled to `<file>.json` and `<file>.<language>.json`.

    `act` counts from 1. A `vip` chapter is a side chapter: the way on leads past it. `art` is
    a file in the story's folder `art/`, and `alt` says what is to be seen on it. `recap` says
    what had happened when the chapter begins.
    """

    id: ChapterId
    file: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    title: Words
    act: int = Field(default=1, ge=1)
    vip: bool = False
    art: str | None = None
    alt: Words | None = None
    recap: Telling | None = None


class Character(_Part):
    """Somebody who speaks. `trust_var` is the Ink variable of the relationship, if any."""

    name: Words
    trust_var: str | None = None
    art: str | None = None


class Clue(_Part):
    """Something that can be found. `item` is the LIST item that says it was: `Clues.letter`."""

    item: Annotated[str, Field(pattern=r"^\w+\.\w+$")]
    name: Words
    description: Words
    art: str | None = None


class Item(_Part):
    """Something that a script asks for with `has_item(id)`; the shop sells it."""

    name: Words


class Ending(_Part):
    """One of the ways a chapter can end."""

    chapter: Id
    name: Words
    art: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Chapter `number` of `total`; 0 for a side chapter."""

    number: int
    total: int


class Manifest(_Part):
    """`story.toml`. Construction proves that it is complete in every language."""

    id: Id
    source_language: Language
    languages: list[Language] = Field(min_length=1)
    title: Words
    acts: list[Words] = Field(default_factory=list)
    chapters: list[ChapterManifest] = Field(min_length=1)
    characters: dict[Id, Character] = Field(default_factory=dict)
    clues: dict[Id, Clue] = Field(default_factory=dict)
    items: dict[Id, Item] = Field(default_factory=dict)
    endings: dict[Id, Ending] = Field(default_factory=dict)
    icons: dict[Id, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _chapters_have_places(self) -> Self:
        for chapter in self.chapters:
            if self.acts and chapter.act > len(self.acts):
                raise ValueError(f"chapter {chapter.id}: there is no act {chapter.act}")
        if self.chapters[0].vip or self.chapters[-1].vip:
            raise ValueError("a VIP chapter lies between two that are open to everybody")
        return self

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.source_language not in self.languages:
            raise ValueError("source_language is not among languages")
        if len(set(self.languages)) != len(self.languages):
            raise ValueError("a language is listed twice")
        ids = [chapter.id for chapter in self.chapters]
        if len(set(ids)) != len(ids):
            raise ValueError("two chapters share an id")
        for ending_id, ending in self.endings.items():
            if ending.chapter not in ids:
                raise ValueError(f"ending {ending_id}: no chapter {ending.chapter}")
        for words in self._all_words():
            if missing := set(self.languages) - set(words):
                raise ValueError(f"{words} lacks {', '.join(sorted(missing))}")
        return self

    def _all_words(self) -> list[Words]:
        return [
            self.title,
            *self.acts,
            *(chapter.title for chapter in self.chapters),
            *(chapter.alt for chapter in self.chapters if chapter.alt),
            *(chapter.recap for chapter in self.chapters if chapter.recap),
            *(item.name for item in self.items.values()),
            *(character.name for character in self.characters.values()),
            *(words for clue in self.clues.values() for words in (clue.name, clue.description)),
            *(ending.name for ending in self.endings.values()),
        ]

    def way_past(self, chapter_id: str) -> str | None:
        """The first chapter after this one that is open to everybody; None after the last."""
        ids = [chapter.id for chapter in self.chapters]
        after = self.chapters[ids.index(chapter_id) + 1 :] if chapter_id in ids else []
        return next((chapter.id for chapter in after if not chapter.vip), None)

    def progress(self, chapter_id: str) -> Progress:
        """How far the chapter is in the story."""
        main = [chapter.id for chapter in self.chapters if not chapter.vip]
        if chapter_id in main:
            return Progress(main.index(chapter_id) + 1, len(main))
        return Progress(0, len(main))

    def language(self, wanted: str | None) -> str:
        """The story's language for a code such as `es-MX`; its source language for others."""
        code = (wanted or "").partition("-")[0].lower()
        return code if code in self.languages else self.source_language


@dataclass(frozen=True, slots=True)
class RelationshipChange:
    """A relationship moved by `change` and now stands at `after`."""

    character_id: str
    change: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What a turn changed in the story's variables, in the manifest's terms."""

    relationships: tuple[RelationshipChange, ...] = ()
    clues_found: tuple[str, ...] = ()


def relationships(manifest: Manifest, variables: Mapping[str, Value]) -> dict[str, int]:
    """How the player stands with every character that keeps count."""
    return {
        character_id: int(value)
        for character_id, character in manifest.characters.items()
        if character.trust_var is not None
        and isinstance(value := variables.get(character.trust_var), int)
    }


def clues(manifest: Manifest, variables: Mapping[str, Value]) -> tuple[str, ...]:
    """The clues that the player has, in the manifest's order."""
    held = {item for value in variables.values() if isinstance(value, frozenset) for item in value}
    return tuple(clue_id for clue_id, clue in manifest.clues.items() if clue.item in held)


def changes(
    manifest: Manifest, before: Mapping[str, Value], after: Mapping[str, Value]
) -> Changes:
    """The difference that one turn made."""
    was = relationships(manifest, before)
    had = clues(manifest, before)
    return Changes(
        relationships=tuple(
            RelationshipChange(character_id, value - was.get(character_id, 0), value)
            for character_id, value in relationships(manifest, after).items()
            if value != was.get(character_id, 0)
        ),
        clues_found=tuple(clue for clue in clues(manifest, after) if clue not in had),
    )
