"""The closed vocabulary."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domains.narrative.engine.tags import (
    ChoiceTags,
    LineTags,
    Mood,
    Timer,
    choice_tags,
    head_tags,
    line_tags,
)
from domains.narrative.errors import InvalidTagError


def test_line_tags_become_values() -> None:
    assert line_tags(
        ["speaker: diana", "mood: warm", "delay: 900", "points: 10", "new", "wait: 2h"]
    ) == LineTags(
        speaker="diana",
        mood=Mood.WARM,
        delay_ms=900,
        points=10,
        new=True,
        wait=timedelta(hours=2),
    )
    assert line_tags(["timer: 30s default=2"]).timer == Timer(timedelta(seconds=30), 2)
    assert line_tags(["next: ch2", "ending: letter"]) == LineTags(next="ch2", ending="letter")


def test_choice_tags_become_values() -> None:
    assert choice_tags(["id: ch1_letter", "icon: letter", "vip", "cost: 5"]) == ChoiceTags(
        id="ch1_letter", icon="letter", vip=True, cost=5
    )


def test_the_head_is_read_apart() -> None:
    tags = ["chapter: ch1", "title: Two: again", "lang: en"]
    assert head_tags(tags) == {"chapter": "ch1", "title": "Two: again", "lang": "en"}
    assert line_tags(tags) == LineTags()


@pytest.mark.parametrize(
    "tag",
    [
        "trust: 2",
        "Speaker: diana",
        "speaker:",
        "mood: furious",
        "delay: soon",
        "delay: 99999",
        "delay: -1",
        "delay: ٣",
        "points: 0",
        "points: 1.5",
        "image: ../secret.png",
        "new: yes",
        "wait: 2 hours",
        "timer: 30s",
        "ending: The End",
    ],
)
def test_anything_else_is_an_error(tag: str) -> None:
    with pytest.raises(InvalidTagError):
        line_tags([tag])


def test_a_tag_given_twice_is_an_error() -> None:
    with pytest.raises(InvalidTagError):
        line_tags(["points: 10", "points: 5"])


def test_a_line_tag_on_a_choice_is_an_error() -> None:
    with pytest.raises(InvalidTagError):
        choice_tags(["points: 10"])
