"""How the shelf looks."""

from __future__ import annotations

from itertools import groupby

from bot.features.shelf.callbacks import OpenPage, Pace, Page, Prefer, TurnTo
from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, signed
from domains.core import DomainError
from domains.narrative.journal.model import Possession, StoryCard
from domains.narrative.readers.model import Preference, Reader, Speed
from domains.narrative.shelf.model import ChapterEntry, Contents


class NoSuchPreferenceError(DomainError):
    """A forged word."""

    code = "shelf.no_such_preference"


def preference(word: str) -> Preference:
    """The preference behind a button. Raises NoSuchPreferenceError."""
    try:
        return Preference(word)
    except ValueError as error:
        raise NoSuchPreferenceError from error


def speed(word: str) -> Speed:
    """The speed behind a button. Raises NoSuchPreferenceError."""
    try:
        return Speed(word)
    except ValueError as error:
        raise NoSuchPreferenceError from error


def contents(found: Contents, t: Translator) -> Screen:
    """Every chapter, those that were read as buttons."""
    lines = [t("shelf.contents", title=escape(found.title))]
    for act, entries in groupby(found.entries, key=lambda entry: entry.act):
        if act:
            lines.append(f"\n<b>{escape(act)}</b>")
        lines += [_line(entry, t) for entry in entries]
    rows: list[Row] = []
    if found.run_id is not None:
        rows += [
            [
                Button(
                    t("shelf.turn_to", title=entry.title),
                    TurnTo(run=found.run_id, turn=found.turn, chapter=entry.id, sure=False),
                )
            ]
            for entry in found.entries
            if entry.is_open and not entry.is_present
        ]
    rows.append([_page_button(Page.PEOPLE, t), _page_button(Page.CLUES, t)])
    rows.append([_page_button(Page.ENDINGS, t), _page_button(Page.MANNER, t)])
    if found.others:
        rows.append([link(t, Place.BOOKS)])
    onward = Place.STORY if found.run_id is None else Place.PAGE
    rows.append([link(t, onward, style="primary"), back(t)])
    return Screen("shelf", "\n".join(lines), rows=rows)


def page(which: Page, card: StoryCard, t: Translator) -> Screen:
    """Relationships, clues or endings."""
    if which is Page.PEOPLE:
        known = [standing for standing in card.relationships if standing.value]
        lines = [_standing(standing.name, standing.value, t) for standing in known]
        text = t("shelf.people", lines="\n".join(lines) or t("shelf.nobody"))
    elif which is Page.CLUES:
        text = _possessions("shelf.clues", card.clues, t)
    else:
        text = _possessions("shelf.endings", card.endings, t)
    return Screen("shelf", text, rows=[[back(t, Place.SHELF)]])


def manner(reader: Reader, t: Translator) -> Screen:
    """How the story is told, each setting a button."""
    pace: Row = [
        Button(
            _marked(t(f"shelf.speed.{each.value}"), is_on=each is reader.speed),
            Pace(speed=each.value),
        )
        for each in Speed
    ]
    rows: list[Row] = [pace]
    for each in Preference:
        is_on = bool(getattr(reader, each.value))
        label = _marked(t(f"shelf.prefers.{each.value}"), is_on=is_on)
        rows.append([Button(label, Prefer(what=each.value, is_on=not is_on))])
    rows.append([back(t, Place.SHELF)])
    return Screen("shelf", t("shelf.manner"), rows=rows)


def ask_turn_to(wanted: TurnTo, t: Translator) -> Screen:
    """What going to another chapter means."""
    sure = wanted.model_copy(update={"sure": True})
    rows = [[Button(t("shelf.turn_to.yes"), sure)], [back(t, Place.SHELF)]]
    return Screen("shelf", t("shelf.turn_to.confirm"), rows=rows)


def turned(t: Translator) -> Screen:
    """The book lies open at another place."""
    return Screen("shelf", t("shelf.turned"), rows=[[link(t, Place.STORY, style="primary")]])


def _page_button(which: Page, t: Translator) -> Button:
    return Button(t(f"shelf.page.{which.name.lower()}"), OpenPage(page=which))


def _line(entry: ChapterEntry, t: Translator) -> str:
    if entry.is_present:
        mark = "▸"
    elif entry.is_completed:
        mark = "✓"
    else:
        mark = "·"
    number = f"{entry.progress.number}." if entry.progress.number else "⭐"
    title = escape(entry.title) if entry.title else t("shelf.unread")
    return f"{mark} {number} {title}"


def _standing(name: str, value: int, t: Translator) -> str:
    warmth = "warm" if value > 0 else "cool"
    return t(
        "shelf.person", name=escape(name), value=signed(value), feeling=t(f"shelf.feels.{warmth}")
    )


def _possessions(key: str, all_of_them: tuple[Possession, ...], t: Translator) -> str:
    found = [one for one in all_of_them if one.is_found]
    lines = [
        t("shelf.found", name=escape(one.name), description=escape(one.description)).rstrip()
        if one.is_found
        else t("shelf.silhouette")
        for one in all_of_them
    ]
    return t(key, found=len(found), total=len(all_of_them), lines="\n".join(lines))


def _marked(label: str, *, is_on: bool) -> str:
    return f"● {label}" if is_on else f"○ {label}"
