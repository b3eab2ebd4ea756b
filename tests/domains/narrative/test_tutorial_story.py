"""The story that shows authors everything: sound, complete, and really using all of it."""

from __future__ import annotations

import pytest

from domains.narrative.authoring.compile import is_current
from domains.narrative.authoring.gate import check
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.library import STORIES, StoryVersion
from tests.domains.narrative.readers import at_random, places, read, who_wants

FOLDER = STORIES / "tutorial"
STORY = StoryVersion.load(FOLDER)
ENGINE = BinkEngine(budget_seconds=5)
READERS = 60

SHOWN = (
    *("# mood:", "# image:", "# alt:", "# delay:", "# points:", "# wait:", "# wait_text:"),
    *("# id:", "# icon:", "# cost:", "# lock:", "# hint:", "# next:", "# ending:"),
)
"""What an author finds an example of."""


def test_there_is_nothing_to_complain_about() -> None:
    assert is_current(FOLDER), "run: python -m bot story compile <folder>"
    assert [str(finding) for finding in check(FOLDER).findings] == []


@pytest.mark.parametrize("tag", SHOWN)
def test_there_is_an_example_of_every_tag(tag: str) -> None:
    assert any(tag in path.read_text("utf-8") for path in FOLDER.glob("*.ink"))


@pytest.mark.parametrize("language", STORY.manifest.languages)
def test_random_readers_see_all_of_it_and_come_to_an_end(language: str) -> None:
    readings = [read(STORY, language, at_random(seed), engine=ENGINE) for seed in range(READERS)]
    assert {ending for one in readings for ending in one.endings} == {"published", "drawer"}
    seen = set().union(*(one.places for one in readings))
    assert set().union(*(places(STORY.chapter(id_)) for id_ in ("t1", "t2"))) == seen


def test_what_was_done_in_one_chapter_is_known_in_the_next() -> None:
    polite = read(STORY, "en", who_wants("t1_politely", "t2_story"), engine=ENGINE)
    rude = read(STORY, "en", who_wants("t1_past", "t2_story"), engine=ENGINE)
    assert "says good evening" in polite.text["t2"]
    assert "looks past people" in rude.text["t2"]


def test_the_clues_combine() -> None:
    way = ("t1_stamp", "t1_blot_too", "t1_combine", "t2_story", "t2_show")
    reading = read(STORY, "en", who_wants(*way), engine=ENGINE)
    assert "Clues.word" in str(reading.variables["Clues"])
    assert reading.endings == ["published"]
