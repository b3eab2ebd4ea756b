"""The words of the shipped story: how many there are, and that each language has its own."""

from __future__ import annotations

import json
import re

import pytest

from domains.narrative.authoring.localise import phrases, read_catalogue
from domains.narrative.authoring.tokens import Kind, tokens
from tests.domains.narrative.chapters import SHIPPED, shipped

STORY = shipped()
CHAPTERS = [chapter.id for chapter in STORY.manifest.chapters]
MIN_WORDS = 15_000
MIN_WORDS_OF_A_CHAPTER = 1_200


def words(chapter_id: str, language: str) -> int:
    return sum(
        len(phrase.text.split()) for phrase in phrases(STORY.chapter(chapter_id, language).json)
    )


@pytest.mark.parametrize("language", STORY.manifest.languages)
def test_it_is_as_long_as_it_claims_to_be(language: str) -> None:
    counted = {chapter_id: words(chapter_id, language) for chapter_id in CHAPTERS}
    assert len(CHAPTERS) >= 10
    assert sum(counted.values()) >= MIN_WORDS, counted
    assert min(counted.values()) >= MIN_WORDS_OF_A_CHAPTER, counted


def test_every_phrase_is_told_in_spanish() -> None:
    catalogue = read_catalogue(SHIPPED / "es.po", "es")
    for chapter_id in CHAPTERS:
        for phrase in phrases(STORY.chapter(chapter_id, "en").json):
            context = f"{phrase.context}/choice" if phrase.is_choice else phrase.context
            message = catalogue.get(phrase.text, context=context)
            assert message is not None, phrase
            assert str(message.string).strip() not in {"", phrase.text}, phrase


def test_the_manifest_names_everything_in_spanish_too() -> None:
    manifest = STORY.manifest
    named = [chapter.title for chapter in manifest.chapters]
    named += [ending.name for ending in manifest.endings.values()]
    for clue in manifest.clues.values():
        named += [clue.name, clue.description]
    assert all(one["en"] != one["es"] for one in named)


def said_by(speaker: str, language: str, chapter_id: str) -> list[str]:
    document = STORY.chapter(chapter_id, language).json
    return [
        token.text
        for token in tokens(json.loads(document))
        if token.kind is Kind.TEXT and token.text.startswith(f"{speaker}: ")
    ]


@pytest.mark.parametrize(("language", "first_person"), [("en", r"\bI\b"), ("es", r"\b[Yy]o\b")])
def test_the_clerk_says_i_on_the_last_night_only(language: str, first_person: str) -> None:
    for chapter_id in CHAPTERS:
        says = any(
            re.search(first_person, line) for line in said_by("QUINCE", language, chapter_id)
        )
        assert says == (chapter_id == "ch10"), chapter_id


def spoken(line: str) -> str:
    """What a line of dialogue says aloud: between “…” in English, from dash to dash in Spanish."""
    said = re.findall(r"“([^”]*)”", line) or line.split("—")[1::2]
    return " ".join(said)


SHORT_FORM = re.compile(
    r"\b\w+'(?:t|re|ll|ve|d|m)\b|\b(?:it|that|he|she|there)'s\b", re.IGNORECASE
)
YESTERDAY_OR_TOMORROW = re.compile(r"\b(?:was|were|did|had|said|will|been|went)\b|'ll\b")
FAMILIAR = re.compile(r"\b(?:tú|te|ti|contigo|tu|tus)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("speaker", "language", "never"),
    [
        ("LUCIEN", "en", SHORT_FORM),
        ("QUINCE", "en", SHORT_FORM),
        ("MOTE", "en", YESTERDAY_OR_TOMORROW),
        ("QUINCE", "es", FAMILIAR),
        ("VERA", "es", FAMILIAR),
    ],
)
def test_each_voice_keeps_its_rules(speaker: str, language: str, never: re.Pattern[str]) -> None:
    lines = [line for chapter in CHAPTERS for line in said_by(speaker, language, chapter)]
    assert len(lines) >= 8
    assert [line for line in lines if never.search(spoken(line))] == []


def test_dialogue_is_set_as_each_language_sets_it() -> None:
    speakers = tuple(f"{name.upper()}: " for name in STORY.manifest.characters)
    for chapter_id in CHAPTERS:
        for language, opening in (("en", "“"), ("es", "—")):
            for token in tokens(json.loads(STORY.chapter(chapter_id, language).json)):
                if token.kind is Kind.TEXT and token.text.startswith(speakers):
                    assert token.text.partition(": ")[2].startswith(opening), token.text
