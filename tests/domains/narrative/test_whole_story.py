"""The shipped story from its first line to its ends: what readers meet, and what is remembered."""

from __future__ import annotations

import os
import random
from collections import Counter
from itertools import pairwise

import pytest

from domains.narrative.authoring.fairness import unfair
from domains.narrative.authoring.play import MAX_TURN_LENGTH
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.ink_python_engine import InkPythonEngine
from domains.narrative.engine.interface import Told
from domains.narrative.engine.view import effects, view_line
from tests.domains.narrative.chapters import choices, shipped
from tests.domains.narrative.readers import (
    Reading,
    at_random,
    flags,
    ids,
    open_choices,
    places,
    read,
    who_wants,
)

STORY = shipped()
LANGUAGES = STORY.manifest.languages
READERS = int(os.environ.get("STORY_READERS", "100"))
"""Random readers for each language. `STORY_READERS=1000` is for those who change the story."""

ANA_COMES = ("c8_ana_first", "c8_her_question")
WAYS = {
    "bearer": ("c10_sign",),
    "hours": ("c10_close",),
    "keeper": ("c10_clock", "c10_stop"),
    "sixth_note": (*ANA_COMES, "c10_clock", "c10_play"),
    "four": (
        *("c2_slip_ask", "c3_bookmark", "c5_to_library", "c5_first_page", "c6_half"),
        *(*ANA_COMES, "c8_quince_second", "c8_stamp", "c10_carry"),
    ),
}
"""For each end of the story, what a reader has to want on the way."""

# Places where only some of the random readers come, and what these have to want.
RARE = (
    ("c5_past_two", "c5_at_six", "c9_little_door"),
    ("c8_vera_first", "c8_platform", "c9_put_hand"),
)

ENGINE = BinkEngine()


def wanting(*wanted: str, language: str = "en") -> Reading:
    return read(STORY, language, who_wants(*wanted), engine=ENGINE)


def check_turn(chapter_id: str, told: Told) -> None:
    scene = told.scene
    where = f"{chapter_id}: {scene.lines[0].text}"
    assert scene.ended or 2 <= len(scene.choices) <= 4, where
    assert 30 <= sum(len(line.text.split()) for line in scene.lines) <= 200, where
    assert sum(len(line.text) + 2 for line in scene.lines) <= MAX_TURN_LENGTH, where
    speakers = [view_line(STORY.manifest, line).speaker for line in scene.lines]
    assert not any(one and one == two for one, two in pairwise(speakers)), where
    assert all(ids(scene)), where
    assert list(unfair(scene)) == [], where


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [
        read(STORY, language, at_random(seed), engine=ENGINE, watch=check_turn)
        for language in LANGUAGES
        for seed in range(READERS)
    ]


def test_whoever_reads_at_random_comes_to_an_end(readings: list[Reading]) -> None:
    main = [chapter.id for chapter in STORY.manifest.chapters if not chapter.vip]
    endings: Counter[str] = Counter()
    for reading in readings:
        assert [name for name in reading.chapters if name in main] == main
        assert len(reading.endings) == 2, "one at the end of chapter one, one at the end"
        endings.update(reading.endings)
    assert set(endings) <= set(STORY.manifest.endings)
    assert set(endings) >= {"letter", "doorstep", "goodnight", "clock"} | {"bearer", "hours"}
    if READERS >= 1_000:
        assert set(endings) == set(STORY.manifest.endings)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", WAYS)
def test_every_end_can_be_reached_without_a_vip_chapter(ending: str, language: str) -> None:
    reading = wanting(*WAYS[ending], language=language)
    assert reading.endings[-1] == ending
    assert not any(STORY.about(chapter).vip for chapter in reading.chapters)


def test_the_ends_of_the_last_chapter_are_those_of_the_manifest() -> None:
    last = STORY.manifest.chapters[-1].id
    ends = {name for name, ending in STORY.manifest.endings.items() if ending.chapter == last}
    assert ends == set(WAYS)


def test_no_two_ends_tell_the_same() -> None:
    last = STORY.manifest.chapters[-1].id
    told = {ending: set(wanting(*way).text[last].splitlines()) for ending, way in WAYS.items()}
    for ending, lines in told.items():
        others = set().union(*(told[other] for other in WAYS if other != ending))
        assert len(lines - others) >= 10, ending


def test_every_knot_and_stitch_is_seen_by_somebody(readings: list[Reading]) -> None:
    seen = set().union(*(reading.places for reading in readings))
    for way in (*WAYS.values(), *RARE):
        seen |= wanting(*way).places
    everything = set().union(*(places(STORY.chapter(one.id)) for one in STORY.manifest.chapters))
    assert everything - seen == set()


def test_the_side_chapter_lies_between_two_others() -> None:
    reading = wanting("c6_brick", "v1_cat")
    assert reading.chapters[5:8] == ["ch6", "vip1", "ch7"]
    assert "vip1" not in wanting("c6_wind").chapters


HOURS = ("c5_past_one", "c5_past_two", "c5_past_three")
MINUTES = ("c5_at_twelve", "c5_at_six", "c5_at_fifty_nine")


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("minute", MINUTES)
def test_one_answer_solves_the_riddle_and_no_answer_ends_the_story(hour: str, minute: str) -> None:
    reading = wanting("c5_then_clock", hour, minute)
    solved = (hour, minute) == ("c5_past_two", "c5_at_six")
    assert reading.variables["Riddle"] == frozenset({f"Riddle.{'solved' if solved else 'helped'}"})
    assert reading.endings[-1] in WAYS


def test_a_letter_given_away_in_chapter_one_is_answered_later() -> None:
    kept = wanting("music_key", "end_goodnight", "c9_patient")
    given = wanting("music_key", "end_letter", "c9_patient")
    assert flags(kept, ["letter_with_diana"]) != flags(given, ["letter_with_diana"])
    for chapter, words in (("ch3", "I said I would."), ("ch9", "folded in eight")):
        assert words in given.text[chapter]
        assert words not in kept.text[chapter]


def test_who_told_ana_the_truth_in_winter_meets_her_in_autumn() -> None:
    elsewhere = ("c8_vera_first", "c8_quince_second", "c10_clock", "c10_play")
    assert wanting("c3_know_yes", *elsewhere).endings[-1] == "sixth_note"
    assert wanting("c3_know_later", *elsewhere).endings[-1] != "sixth_note"


@pytest.mark.parametrize("swap", ["time", "sound", "secret"])
def test_what_was_swapped_in_spring_is_missed_and_given_back(swap: str) -> None:
    reading = wanting(f"c4_swap_{swap}")
    others = [wanting(f"c4_swap_{other}") for other in {"time", "sound", "secret"} - {swap}]
    for chapter in ("ch6", "ch8", "ch9"):
        mine = set(reading.text[chapter].splitlines())
        assert all(mine - set(other.text[chapter].splitlines()) for other in others)


def test_two_halves_of_a_ticket_make_a_name() -> None:
    found = wanting("c3_bookmark", "c6_half").variables["Finds"]
    assert isinstance(found, frozenset)
    assert {"Finds.half_ana", "Finds.half_di", "Finds.one_name"} <= found
    missing = wanting("c2_walk", "c3_tape", "c6_keep_quiet").variables["Finds"]
    assert isinstance(missing, frozenset)
    assert "Finds.one_name" not in missing


def kinds(told: Told) -> list[list[str]]:
    """The tags of every line without their values: some of these are words."""
    return [[tag.partition(":")[0] for tag in line.tags] for line in told.scene.lines]


def test_language_and_interpreter_may_change_at_every_turn_to_the_end() -> None:
    engines = [ENGINE, InkPythonEngine()]
    dice = random.Random(5)
    for _ in range(4):
        following: str | None = STORY.first_chapter
        variables: dict[str, object] = {}
        while following is not None:
            english = STORY.chapter(following, "en")
            told = ENGINE.start(english, seed=1, variables=variables)
            stayed = told
            while not told.scene.ended:
                index = dice.choice(open_choices(told.scene))
                stayed = ENGINE.choose(english, stayed.saved, index, offered=choices(stayed))
                told = dice.choice(engines).choose(
                    STORY.chapter(following, dice.choice(LANGUAGES)),
                    told.saved,
                    index,
                    offered=choices(told),
                )
                assert told.scene.variables == stayed.scene.variables
                assert ids(told.scene) == ids(stayed.scene)
                assert kinds(told) == kinds(stayed)
            variables = dict(ENGINE.carry_over(told.saved))
            following = effects(told.scene).next


def test_who_stopped_the_clock_is_fetched_out_of_it() -> None:
    assert "Then somebody knocks." in wanting("end_clock").text["ch2"]
    assert "Then somebody knocks." not in wanting("end_goodnight").text["ch2"]
