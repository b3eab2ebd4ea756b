"""How an author sees readers: a map with counts on it, and questions with their answers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.readership.callbacks import ListChapters, ShowAnswers, ShowFigures
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Picture, Row, Screen
from bot.ui.text import escape
from domains.narrative.authoring.statistics.model import (
    EVERY_VERSION,
    ChapterFigures,
    Question,
    Told,
)

PLACES_SHOWN = 5
VERSIONS_SHOWN = 4
LONGEST_TEXT = 3_500


def stories(told: Sequence[Told], t: Translator) -> Screen:
    """A button for each story that is told now."""
    rows: list[Row] = [
        [Button(one.title, ListChapters(story=one.story_id, number=one.versions[0]))]
        for one in told
    ]
    text = t("readers.stories") if told else t("readers.stories.none")
    return Screen("readers.stories", text, rows=[*rows, [back(t, Place.AUTHOR)]])


def chapters(told: Told, number: int, t: Translator) -> Screen:
    """A button for each chapter; and other versions, where there are any."""
    rows: list[Row] = [
        [Button(title, ShowFigures(story=told.story_id, chapter=chapter_id, number=number))]
        for chapter_id, title in told.chapters
    ]
    others = [one for one in told.versions[:VERSIONS_SHOWN] if one != number]
    if others:
        others += [EVERY_VERSION] if number != EVERY_VERSION else []
        rows.append(
            [
                Button(_version(one, t), ListChapters(story=told.story_id, number=one))
                for one in others
            ]
        )
    text = t("readers.chapters", title=escape(told.title), version=_version(number, t))
    return Screen("readers.chapters", text, rows=[*rows, [back(t, Place.READERS)]])


def figures(found: ChapterFigures, data: bytes, t: Translator) -> Screen:
    """The map as a picture; in words who stands where."""
    lines = [t("readers.figures", **_about(found, t))]
    if found.stopped:
        places = [f"<code>{escape(knot)}</code> {n}" for knot, n in found.stopped[:PLACES_SHOWN]]
        lines.append(t("readers.stopped", places=", ".join(places)))
    lines.append(t("readers.legend"))
    alt = t("readers.map.alt", title=found.title)
    asked = ShowAnswers(story=found.story_id, chapter=found.chapter_id, number=found.number)
    answers = Button(t("readers.answers.button"), asked, style="primary")
    picture = Picture(data, "readers.png", alt)
    return Screen(
        "readers.figures", "\n".join(lines), rows=[[answers], _up(found, t)], picture=picture
    )


def answers(found: ChapterFigures, t: Translator) -> Screen:
    """Every question of the chapter, as long as a message takes them."""
    parts = [t("readers.figures", **_about(found, t))]
    left = 0
    for question in found.questions:
        told = _question(question, t)
        if sum(map(len, parts)) + len(told) <= LONGEST_TEXT:
            parts.append(told)
        else:
            left += 1
    parts += [t("readers.more", count=left)] if left else []
    place = ShowFigures(story=found.story_id, chapter=found.chapter_id, number=found.number)
    drawn = Button(t("readers.map.button"), place)
    return Screen("readers.answers", "\n\n".join(parts), rows=[[drawn], _up(found, t)])


def _up(found: ChapterFigures, t: Translator) -> Row:
    return [Button(t("button.back"), ListChapters(story=found.story_id, number=found.number))]


def _about(found: ChapterFigures, t: Translator) -> dict[str, str]:
    return {
        "title": escape(found.title),
        "version": _version(found.number, t),
        "readers": t("readers.readers", count=found.figures.readers),
    }


def _version(number: int, t: Translator) -> str:
    if number == EVERY_VERSION:
        return t("readers.version.every")
    return t("readers.version", number=str(number))


def _question(question: Question, t: Translator) -> str:
    lines = [
        t("readers.answer", percent=str(answer.percent), words=escape(answer.words))
        for answer in question.answers
    ]
    head = t("readers.question", knot=escape(question.knot), count=question.readers)
    return "\n".join([head, *lines])
