"""How a scene looks: who speaks, what is said, what may be chosen."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from bot.features.story.callbacks import Choose, Restart
from bot.i18n import Translator
from bot.ui.navigation import GoTo, Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, number
from domains.narrative.engine.view import ViewChoice
from domains.narrative.service import Step, StoryView

_CHARACTERS = {"diana": "Diana", "lucien": "Lucien"}


def scene(view: StoryView, t: Translator) -> Screen:
    """The present turn. The first one carries the chapter's title."""
    parts = [scene_text(view)]
    if view.turn == 0:
        parts.insert(0, t("story.heading", title=escape(view.chapter_title)))
    rows: list[Row] = [
        [
            Button(
                _label(choice, t),
                Choose(run=view.run_id, turn=view.turn, choice=choice.index),
            )
        ]
        for choice in view.choices
    ]
    if view.ended:
        again = Restart(run=view.run_id, turn=view.turn, sure=False)
        rows = [
            [link(t, Place.PROFILE), link(t, Place.MENU)],
            [Button(t("story.restart"), again)],
        ]
        if view.next_chapter_exists:
            rows.insert(0, [Button(t("story.next"), GoTo(to=Place.STORY), style="primary")])
    version = f"{view.run_id}.{view.turn}.{t.language}"
    return Screen("story", "\n\n".join(parts), rows=rows, version=version)


def undecided(step: Step, t: Translator) -> Screen:
    """The turn is not over: its besitos are still being counted, or there are too few."""
    screen = scene(step.view, t)
    if step.is_refused:  # how many are missing is told below it, as a notification
        return replace(screen, version=f"{screen.version}.refused")
    text = f"{screen.text}\n\n{t('story.counting')}"
    return replace(screen, text=text, version=f"{screen.version}.counting")


def _label(choice: ViewChoice, t: Translator) -> str:
    label = f"{choice.icon} {choice.text}" if choice.icon else choice.text
    return t("story.priced", choice=label, price=number(choice.cost)) if choice.cost else label


def scene_text(view: StoryView) -> str:
    """Consecutive lines of one speaker share a heading; narration has none."""
    blocks = []
    for speaker, lines in groupby(view.lines, key=lambda line: line.speaker):
        words = "\n\n".join(line.text for line in lines)
        if speaker is None:
            blocks.append(words)
        else:
            blocks.append(f"<b>{_CHARACTERS.get(speaker, speaker.title())}</b>\n{words}")
    return "\n\n".join(blocks)


def picked(previous_html: str, choice_text: str, t: Translator) -> str:
    """The turn that was, with what the player did, as it stays in the chat; told once."""
    mark = t("story.picked", choice=escape(choice_text))
    return previous_html if previous_html.endswith(mark) else f"{previous_html}\n\n{mark}"


def ask_restart(view: StoryView, t: Translator) -> Screen:
    """Nothing is turned back without a question."""
    sure = Restart(run=view.run_id, turn=view.turn, sure=True)
    return Screen(
        "restart",
        t("story.restart.confirm"),
        rows=[[Button(t("story.restart.yes"), sure)], [back(t)]],
    )
