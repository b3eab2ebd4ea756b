"""Stories on disk, and what a manifest promises."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domains.narrative.engine.library import StoryLibrary, StoryVersion
from domains.narrative.engine.values import Value
from domains.narrative.errors import (
    ChapterNotFoundError,
    InvalidStoryError,
    StoryNotFoundError,
)
from domains.narrative.model import Changes, RelationshipChange, changes
from tests.domains.narrative.chapters import SHIPPED, shipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "second_hour"))


def edit(path: Path, old: str, new: str) -> None:
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")


def test_the_library_knows_its_stories() -> None:
    library = StoryLibrary.load()
    story = library.story("second_hour")
    assert story.first_chapter == "ch1"
    assert story.chapter("ch1", "es-MX").language == "es"
    assert story.chapter("ch1", "fr").language == "en"
    with pytest.raises(StoryNotFoundError):
        library.story("nothing")
    with pytest.raises(ChapterNotFoundError):
        story.chapter("ch99")


def test_languages_share_a_shape_and_nothing_else() -> None:
    story = shipped()
    english, spanish = story.chapter("ch1", "en"), story.chapter("ch1", "es")
    assert english.shape == spanish.shape
    assert english.sha256 != spanish.sha256


def test_a_corrected_word_changes_the_version_but_not_the_shape(folder: Path) -> None:
    before = StoryVersion.load(folder)
    edit(folder / "ch01.json", "Diana has stopped halfway", "Diana has paused halfway")
    after = StoryVersion.load(folder)
    assert after.sha256 != before.sha256
    assert after.chapter("ch1").shape == before.chapter("ch1").shape


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("story.toml", 'id = "second_hour"', 'id = "Second Hour"'),
        ("story.toml", 'languages = ["en", "es"]', 'languages = ["en", "es", "fr"]'),
        ("story.toml", 'trust_var = "trust_diana"', 'trust_var = "trust_nobody"'),
        ("story.toml", 'item = "Clues.letter"', 'item = "Bag.letter"'),
        ("story.toml", 'chapter = "ch1"', 'chapter = "ch77"'),
        ("story.toml", "vip = false", "vip = false\nprice = 3"),
        ("story.toml", 'file = "ch01"', 'file = "ch99"'),
        ("ch01.json", '"root"', '"rut"'),
        ("ch01.es.json", '{"->":"hall"}', '{"->":"stairs"}'),
        ("ch02.json", '{"VAR=":"trust_quince"}', '{"VAR=":"trust_nobody"}'),
        ("ch02.json", '{"VAR=":"Clues"}', '{"VAR=":"Bag"}'),
    ],
)
def test_a_story_that_contradicts_itself_is_refused(
    folder: Path, file: str, old: str, new: str
) -> None:
    edit(folder / file, old, new)
    with pytest.raises(InvalidStoryError):
        StoryVersion.load(folder)


def test_a_turn_s_changes_are_told_in_the_manifest_s_terms() -> None:
    manifest = shipped().manifest
    before: dict[str, Value] = {"trust_diana": 1, "trust_lucien": 2, "Clues": frozenset[str]()}
    after: dict[str, Value] = {
        "trust_diana": 3,
        "trust_lucien": 2,
        "Clues": frozenset({"Clues.letter"}),
    }
    assert changes(manifest, before, after) == Changes(
        (RelationshipChange("diana", 2, 3),), ("letter",)
    )
    assert changes(manifest, after, after) == Changes()
