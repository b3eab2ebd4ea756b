"""A scene as players see it: who speaks, what may be chosen, and what it does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from domains.narrative.engine.interface import Choice, Line, Scene
from domains.narrative.engine.tags import Mood, choice_tags, line_tags
from domains.narrative.model import Manifest

_SPEAKER = re.compile(r"([A-Z][A-Z_0-9]*): +")
"""The writers' shorthand for `# speaker:`, at the beginning of a line: `DIANA: …`."""


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ViewLine(_Shown):
    """One paragraph in Telegram HTML. `speaker` is a character's id, None for narration."""

    text: str
    speaker: str | None = None
    mood: Mood | None = None
    image: str | None = None
    alt: str | None = None
    voice: str | None = None
    sticker: str | None = None
    delay_ms: int = 0
    new: bool = False
    spoiler: bool = False


class ViewChoice(_Shown):
    """One button, in plain text. `icon` is the character to show, `id` names the decision.

    `cost` is its price in besitos; 0 is free.
    """

    index: int
    text: str
    id: str
    icon: str | None = None
    hint: str | None = None
    cost: int = 0


class Page(_Shown):
    """What one turn shows, and what its tags ask for: effects are applied once."""

    lines: tuple[ViewLine, ...]
    choices: tuple[ViewChoice, ...] = ()
    points: int = 0
    ending: str | None = None
    next: str | None = None

    @property
    def ended(self) -> bool:
        return not self.choices


def page(manifest: Manifest, scene: Scene, fallback: str) -> Page:
    """The scene as a page. `fallback` names decisions that the writer did not name.

    Raises InvalidTagError.
    """
    told = effects(scene)
    return Page(
        lines=tuple(view_line(manifest, line) for line in scene.lines),
        choices=tuple(
            view_choice(manifest.icons, choice, index, fallback)
            for index, choice in enumerate(scene.choices)
        ),
        points=told.points,
        ending=told.ending,
        next=told.next,
    )


@dataclass(frozen=True, slots=True)
class Effects:
    """What the tags of a turn ask for, to be applied once."""

    points: int = 0
    ending: str | None = None
    next: str | None = None


def view_line(manifest: Manifest, line: Line) -> ViewLine:
    """Raises InvalidTagError."""
    tags = line_tags(line.tags)
    speaker, text = tags.speaker, line.text
    match = _SPEAKER.match(text)
    if match is not None and match[1].lower() in manifest.characters:
        speaker, text = match[1].lower(), text[match.end() :]
    return ViewLine(
        text=text,
        speaker=speaker,
        mood=tags.mood,
        image=tags.image,
        alt=tags.alt,
        voice=tags.voice,
        sticker=tags.sticker,
        delay_ms=tags.delay_ms,
        new=tags.new,
        spoiler=tags.spoiler,
    )


def view_choice(icons: Mapping[str, str], choice: Choice, index: int, fallback: str) -> ViewChoice:
    """`fallback` names the decision when the writer did not. Raises InvalidTagError."""
    tags = choice_tags(choice.tags)
    return ViewChoice(
        index=index,
        text=choice.text,
        id=tags.id or f"{fallback}.{index}",
        icon=icons.get(tags.icon) if tags.icon else None,
        hint=tags.hint,
        cost=tags.cost,
    )


def effects(scene: Scene) -> Effects:
    """The sum of a turn's effects. Raises InvalidTagError."""
    points, ending, following = 0, None, None
    for line in scene.lines:
        tags = line_tags(line.tags)
        points += tags.points
        ending = tags.ending or ending
        following = tags.next or following
    return Effects(points, ending, following)
