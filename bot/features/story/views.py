"""How a scene looks: who speaks, what is said, what may be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.features.story.callbacks import (
    AskHint,
    Choose,
    Onward,
    Restart,
    Skip,
    StopWaiting,
    Undo,
)
from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.pacing import MAX_PAUSES, Beat
from bot.ui.screen import Button, Picture, Row, Screen
from bot.ui.text import escape, number, signed
from domains.core.days import local_time
from domains.narrative.engine.run import StoryView
from domains.narrative.engine.view import ViewChoice, ViewLine
from domains.narrative.readers.model import Speed
from domains.narrative.service import Step

PACE = {Speed.NORMAL: 1.0, Speed.FAST: 0.4, Speed.INSTANT: 0.0}
MAX_PAUSE_SECONDS = 3.0
LONGEST_ALERT = 200
"""Characters that Telegram shows in an alert."""


def scene(view: StoryView, t: Translator, *, step: Step | None = None) -> Screen:
    """The present turn. The first one carries the chapter's title."""
    parts = [*_before(view, t), told(view, view.lines, t), *_after(view, t, step)]
    rows = _end_rows(view, t) if view.ended else _rows(view, t)
    return Screen("story", "\n\n".join(filter(None, parts)), rows=rows, version=_version(view, t))


def beats(view: StoryView, t: Translator) -> list[Beat]:
    """The page up to each pause that its author wrote, with a button to skip the rest."""
    pace = PACE[view.reader.speed]
    cuts = [index for index, line in enumerate(view.lines) if index and line.delay_ms]
    found = []
    for index in cuts[:MAX_PAUSES] if pace else []:
        parts = [*_before(view, t), told(view, view.lines[:index], t)]
        skip = Button(t("story.skip"), Skip(run=view.run_id, turn=view.turn))
        screen = Screen(
            "story", "\n\n".join(parts), rows=[[skip]], version=f"{_version(view, t)}.b{index}"
        )
        seconds = min(view.lines[index].delay_ms / 1_000, MAX_PAUSE_SECONDS)
        found.append(Beat(screen, seconds * pace))
    return found


def wanted_picture(view: StoryView) -> tuple[str, str] | None:
    """File name and description of the page's picture: of the chapter, or of a line."""
    if view.depth == 0 and view.art:
        return view.art, view.alt or view.chapter_title
    for line in view.lines:
        if line.image:
            return line.image, line.alt or view.chapter_title
    return None


def picture(name: str, alt: str, data: bytes, t: Translator) -> Picture:
    """The picture with what is to be seen on it as its caption."""
    return Picture(data, name, t("story.alt", alt=escape(alt)))


def undecided(step: Step, t: Translator) -> Screen:
    """The turn is not over: its besitos are still being counted, or there are too few."""
    screen = scene(step.view, t)
    if step.is_refused:  # how many are missing is told below it, as a notification
        return replace(screen, version=f"{screen.version}.refused")
    text = f"{screen.text}\n\n{t('story.counting')}"
    return replace(screen, text=text, version=f"{screen.version}.counting")


def told(view: StoryView, lines: Sequence[ViewLine], t: Translator) -> str:
    """Consecutive lines of one speaker share a heading; narration has none."""
    names = dict(view.speakers)
    blocks = []
    for speaker, group in groupby(lines, key=lambda line: line.speaker):
        said = list(group)
        words = "\n\n".join(_shown(line) for line in said)
        if speaker is None:
            blocks.append(words)
            continue
        name = f"<b>{escape(names.get(speaker, speaker.title()))}</b>"
        mood = said[0].mood
        if mood is not None:
            name = t("story.mood", name=name, mood=t(f"story.mood.{mood.value}"))
        blocks.append(f"{name}\n{words}")
    return "\n\n".join(blocks)


def picked(previous_html: str, step: Step, t: Translator) -> str:
    """The turn that was, with what the player did, as it stays in the chat; told once."""
    mark = t("story.picked", choice=escape(step.chosen_text))
    shared = mark if step.share is None else t("story.shared", mark=mark, percent=step.share)
    return previous_html if mark in previous_html else f"{previous_html}\n\n{shared}"


def hints(view: StoryView, t: Translator) -> str:
    """What Lucien has to say about the page's choices, short enough for an alert."""
    said = [choice.hint for choice in view.choices if choice.hint]
    return t("story.hint", hint=" ".join(said) or t("story.hint.none"))[:LONGEST_ALERT]


def ask_restart(view: StoryView, t: Translator) -> Screen:
    """Nothing is turned back without a question."""
    sure = Restart(run=view.run_id, turn=view.turn, sure=True)
    return Screen(
        "restart",
        t("story.restart.confirm"),
        rows=[[Button(t("story.restart.yes"), sure)], [back(t, Place.PAGE)]],
    )


def _version(view: StoryView, t: Translator) -> str:
    waits = ".w" if view.wait_until else ""
    return f"{view.run_id}.{view.turn}.{t.language}{waits}"


def _before(view: StoryView, t: Translator) -> list[str]:
    parts = []
    if view.depth == 0:
        heading = t("story.heading", title=escape(view.chapter_title))
        progress = view.progress
        key = "story.progress" if progress.number else "story.progress.side"
        place = t(key, number=progress.number, total=progress.total)
        parts.append(f"{heading}\n{place}")
    if view.recap is not None:
        before = view.recap.before or ""
        decisions = t("story.recap.item.separator").join(
            escape(text) for text in view.recap.last_decisions
        )
        lines = [t("story.recap"), before]
        if decisions:
            lines.append(t("story.recap.decisions", decisions=decisions))
        parts.append("\n".join(filter(None, lines)))
    return parts


def _after(view: StoryView, t: Translator, step: Step | None) -> list[str]:
    parts = []
    if step is not None and step.changes.relationships:
        names = dict(view.speakers)
        parts.append(
            " · ".join(
                t(
                    "story.relationship",
                    name=escape(names.get(change.character_id, change.character_id)),
                    change=signed(change.change),
                )
                for change in step.changes.relationships
            )
        )
    if view.wait_until is not None:
        at = local_time(view.wait_until, view.reader.timezone)
        words = escape(view.wait_text) if view.wait_text else t("story.wait")
        parts.append(t("story.wait.until", words=words, time=f"{at:%H:%M}"))
    if view.timer_until is not None:
        at = local_time(view.timer_until, view.reader.timezone)
        parts.append(t("story.timer", time=f"{at:%H:%M:%S}"))
    if view.ending_name is not None:
        parts.append(t("story.ending", name=escape(view.ending_name)))
        if view.next_chapter is None:
            parts.append(t("story.the_end"))
    if view.next_chapter is not None and view.next_chapter.closed_title:
        parts.append(t("story.vip.closed", title=escape(view.next_chapter.closed_title)))
    return parts


def _rows(view: StoryView, t: Translator) -> list[Row]:
    at = {"run": view.run_id, "turn": view.turn}
    rows: list[Row] = []
    if view.wait_until is not None:
        rows.append([Button(t("story.wait.stop"), StopWaiting(**at))])
    else:
        rows += [
            [Button(_label(view, choice, t), Choose(**at, choice=choice.index))]
            for choice in view.choices
        ]
    tools = [Button(t("story.undo"), Undo(**at))] if view.depth else []
    if any(choice.hint for choice in view.choices):
        tools.append(Button(t("story.hint.ask"), AskHint(**at)))
    rows.append([*tools, link(t, Place.SHELF)])
    return rows


def _end_rows(view: StoryView, t: Translator) -> list[Row]:
    at = {"run": view.run_id, "turn": view.turn}
    rows: list[Row] = []
    if view.next_chapter is not None:
        rows.append([Button(t("story.next"), Onward(**at), style="primary")])
    rows.append([link(t, Place.PROFILE), link(t, Place.MENU)])
    rows.append([Button(t("story.restart"), Restart(**at, sure=False))])
    rows.append([Button(t("story.undo"), Undo(**at)), link(t, Place.SHELF)])
    return rows


def _label(view: StoryView, choice: ViewChoice, t: Translator) -> str:
    label = f"{choice.icon} {choice.text}" if choice.icon else choice.text
    if choice.cost:
        label = t("story.priced", choice=label, price=number(choice.cost))
    if choice.vip:
        label = t("story.vip", choice=label)
    return label if view.is_open(choice) else t("story.locked", choice=label)


def _shown(line: ViewLine) -> str:
    return f"<tg-spoiler>{line.text}</tg-spoiler>" if line.spoiler else line.text
