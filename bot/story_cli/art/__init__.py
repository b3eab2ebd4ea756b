"""The pictures of the shipped stories, drawn by code: the same picture every time."""

from __future__ import annotations

from pathlib import Path

from bot.story_cli.art import act_one, act_three, act_two, workshop
from bot.story_cli.art.canvas import Canvas

PICTURES = {
    "ch01.jpg": act_one.chapter_1,
    "ch02.jpg": act_one.chapter_2,
    "ch03.jpg": act_one.chapter_3,
    "ch04.jpg": act_two.chapter_4,
    "ch05.jpg": act_two.chapter_5,
    "ch06.jpg": act_two.chapter_6,
    "ch06b.jpg": act_two.chapter_vip,
    "ch07.jpg": act_two.chapter_7,
    "ch08.jpg": act_three.chapter_8,
    "ch09.jpg": act_three.chapter_9,
    "ch10_hall.jpg": act_three.chapter_10_hall,
    "ch10.jpg": act_three.chapter_10,
}


TUTORIAL = {"workshop.jpg": workshop.workshop}


def draw_all(stories: Path) -> list[Path]:
    """Draw every picture of the shipped stories below `stories`; the paths."""
    drawn: list[Path] = []
    for story, pictures in (("second_hour", PICTURES), ("tutorial", TUTORIAL)):
        folder = stories / story / "art"
        folder.mkdir(parents=True, exist_ok=True)
        for name, draw in pictures.items():
            canvas: Canvas = draw()
            canvas.save(folder / name)
            drawn.append(folder / name)
    return drawn
