"""The pictures of the shipped stories: there, small, used, and what the code draws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.story_cli.art import PICTURES
from domains.narrative.engine.library import STORIES

SHIPPED = STORIES / "second_hour"
LARGEST_BYTES = 150_000


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_has_its_place_in_the_story(name: str) -> None:
    path = SHIPPED / "art" / name
    with Image.open(path) as picture:
        assert picture.size == (1280, 720)
    assert path.stat().st_size <= LARGEST_BYTES
    used = [
        chapter.name
        for chapter in SHIPPED.glob("*.ink")
        if re.search(rf"# image: {re.escape(name)} # alt: \S", chapter.read_text("utf-8"))
    ]
    assert len(used) == 1


@pytest.mark.parametrize("name", ["ch01.jpg", "ch06.jpg"])
def test_drawn_again_it_is_the_same(name: str, tmp_path: Path) -> None:
    PICTURES[name]().save(tmp_path / name)
    with Image.open(tmp_path / name) as drawn, Image.open(SHIPPED / "art" / name) as kept:
        difference = ImageStat.Stat(ImageChops.difference(drawn, kept)).mean
    assert max(difference) < 1.0  # other versions of the encoder round otherwise
