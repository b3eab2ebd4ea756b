"""A scene as players see it: who speaks, what may be chosen, and what it does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from domains.narrative.engine.interface import Choice, Line, Scene
from domains.narrative.engine.tags import Mood, Timer, choice_tags, line_tags
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

    `cost` is its price in besitos; 0 is free. `vip`: open to those with a paid plan. `lock`
    says what is missing: the choice is shown and cannot be taken.
    """

    index: int
    text: str
    id: str
    icon: str | None = None
    hint: str | None = None
    cost: int = 0
    vip: bool = False
    lock: str | None = None

    def is_open(self, *, is_vip: bool) -> bool:
        """Can it be taken by somebody with, or without, a paid plan?"""
        return self.lock is None and (is_vip or not self.vip)


class Page(_Shown):
    """What one turn shows, and what its tags ask for: effects are applied once.

    After `wait_seconds` its choices open; for `timer_seconds` they are open, then choice
    `timer_default` takes itself. 0: nothing of the kind.
    """

    lines: tuple[ViewLine, ...]
    choices: tuple[ViewChoice, ...] = ()
    points: int = 0
    achievements: tuple[str, ...] = ()
    ending: str | None = None
    next: str | None = None
    wait_seconds: int = 0
    wait_text: str | None = None
    timer_seconds: int = 0
    timer_default: int = 0

    @property
    def ended(self) -> bool:
        return not self.choices

    @property
    def is_priced(self) -> bool:
        """Does one of its choices cost besitos?"""
        return any(choice.cost for choice in self.choices)


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
        achievements=told.achievements,
        ending=told.ending,
        next=told.next,
        wait_seconds=told.wait_seconds,
        wait_text=told.wait_text,
        timer_seconds=int(told.timer.after.total_seconds()) if told.timer else 0,
        timer_default=told.timer.default if told.timer else 0,
    )


@dataclass(frozen=True, slots=True)
class Effects:
    """What the tags of a turn ask for, to be applied once."""

    points: int = 0
    achievements: tuple[str, ...] = ()
    ending: str | None = None
    next: str | None = None
    wait_seconds: int = 0
    wait_text: str | None = None
    timer: Timer | None = None


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
        vip=tags.vip,
        lock=tags.lock,
    )


def effects(scene: Scene) -> Effects:
    """The sum of a turn's effects; of waits and timers the last one. Raises InvalidTagError."""
    found = Effects()
    for line in scene.lines:
        if not line.tags:
            continue
        tags = line_tags(line.tags)
        found = Effects(
            points=found.points + tags.points,
            achievements=(*found.achievements, *filter(None, [tags.achievement])),
            ending=tags.ending or found.ending,
            next=tags.next or found.next,
            wait_seconds=int(tags.wait.total_seconds()) if tags.wait else found.wait_seconds,
            wait_text=tags.wait_text or found.wait_text,
            timer=tags.timer or found.timer,
        )
    return found
