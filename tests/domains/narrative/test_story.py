"""The shipped story: complete, sound, and the same in every language and interpreter."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest

from domains.narrative.authoring.compile import is_current
from domains.narrative.authoring.gate import lint_story
from domains.narrative.authoring.localise import (
    SPOKEN_TAGS,
    localised,
    phrases,
    read_catalogue,
)
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.ink_python_engine import InkPythonEngine
from domains.narrative.engine.tags import head_tags
from domains.narrative.engine.view import effects, view_choice, view_line
from tests.domains.narrative.chapters import SHIPPED, choices, shipped, text

STORY = shipped()
LANGUAGES = STORY.manifest.languages


def test_the_compiled_chapters_belong_to_their_sources() -> None:
    assert is_current(SHIPPED), "run: python -m bot story compile <folder>"


@pytest.mark.parametrize("file", [chapter.file for chapter in STORY.manifest.chapters])
def test_the_localised_chapters_belong_to_their_catalogues(file: str) -> None:
    compiled = (SHIPPED / f"{file}.json").read_text("utf-8")
    made = localised(compiled, read_catalogue(SHIPPED / "es.po", "es"))
    assert made == (SHIPPED / f"{file}.es.json").read_text("utf-8")


def test_there_is_nothing_to_complain_about() -> None:
    assert lint_story(SHIPPED) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_long_enough(language: str) -> None:
    words = sum(
        len(phrase.text.split()) for phrase in phrases(STORY.chapter("ch1", language).json)
    )
    assert words >= 1_500


def test_the_first_line_names_the_chapter() -> None:
    told = BinkEngine().start(STORY.chapter("ch1"), seed=1)
    assert head_tags(told.scene.lines[0].tags)["chapter"] == "ch1"


def test_five_hundred_readers_reach_an_end() -> None:
    engine = BinkEngine()
    dice = random.Random(7)
    endings: Counter[str | None] = Counter()
    letters = 0
    for seed in range(500):
        chapter = STORY.chapter("ch1", dice.choice(LANGUAGES))
        told = engine.start(chapter, seed=seed)
        decisions, points = 0, 0
        while not told.scene.ended:
            assert 2 <= len(told.scene.choices) <= 4
            assert 30 <= len(text(told).split()) <= 200
            speakers = [view_line(STORY.manifest, line).speaker for line in told.scene.lines]
            # Two paragraphs of one speaker in a row would read like an exchange.
            assert not any(one and one == two for one, two in pairwise(speakers))
            for index, choice in enumerate(told.scene.choices):
                assert view_choice(STORY.manifest.icons, choice, index, "x").id
            points += effects(told.scene).points
            decisions += 1
            index = dice.randrange(len(told.scene.choices))
            told = engine.choose(chapter, told.saved, index, offered=choices(told))
        outcome = effects(told.scene)
        endings[outcome.ending] += 1
        letters += "Clues.letter" in str(told.scene.variables["Clues"])
        assert outcome.next == "ch2"
        assert decisions >= 10
        assert points + outcome.points >= 20
    assert set(endings) == {"letter", "doorstep", "goodnight", "clock"}
    assert 100 < letters < 500


def _unspoken(tags: tuple[str, ...]) -> list[str]:
    return [tag for tag in tags if tag.partition(":")[0] not in SPOKEN_TAGS]


def test_a_reader_may_change_language_and_interpreter_at_every_turn() -> None:
    engines = [BinkEngine(), InkPythonEngine()]
    dice = random.Random(11)
    turns = 0
    for seed in range(60):
        told = engines[0].start(STORY.chapter("ch1"), seed=seed)
        reference = told
        while not told.scene.ended:
            index = dice.randrange(len(told.scene.choices))
            # One reader stays with English and bink, the other changes both at every turn.
            reference = engines[0].choose(
                STORY.chapter("ch1"), reference.saved, index, offered=choices(reference)
            )
            chapter = STORY.chapter("ch1", dice.choice(LANGUAGES))
            before = told
            told = dice.choice(engines).choose(
                chapter, before.saved, index, offered=choices(before)
            )
            twin = engines[turns % 2].choose(chapter, before.saved, index, offered=choices(before))
            assert twin.scene == told.scene
            assert told.scene.variables == reference.scene.variables
            assert len(told.scene.choices) == len(reference.scene.choices)
            assert [_unspoken(line.tags) for line in told.scene.lines] == [
                _unspoken(line.tags) for line in reference.scene.lines
            ]
            if chapter.language == "en":
                assert text(told) == text(reference)
            turns += 1
    assert turns > 600


def test_the_answer_on_the_stairs_is_remembered_at_the_end() -> None:
    engine = BinkEngine()
    chapter = STORY.chapter("ch1")
    for answer, sign in enumerate(("rain", "train", "radio", "count")):
        told = engine.start(chapter, seed=1)
        for step in [0, 0, answer, 0, 0, 0, 0, 0, 0, -1, 0]:
            index = step % len(told.scene.choices)
            told = engine.choose(chapter, told.saved, index, offered=choices(told))
        assert told.scene.ended
        promise, echo = told.scene.lines[2], told.scene.lines[4]
        assert sign in promise.text
        assert sign in echo.text or sign == "radio"


def test_the_letter_can_be_found_in_more_than_one_way() -> None:
    engine = BinkEngine()
    chapter = STORY.chapter("ch1")
    found_in = set()
    dice = random.Random(3)
    for seed in range(300):
        told = engine.start(chapter, seed=seed)
        while not told.scene.ended and not told.scene.variables["Clues"]:
            index = dice.randrange(len(told.scene.choices))
            told = engine.choose(chapter, told.saved, index, offered=choices(told))
        if told.scene.variables["Clues"]:
            line = next(line for line in told.scene.lines if "eight" in line.text)
            found_in.add(line.text)
    assert len(found_in) == 4
