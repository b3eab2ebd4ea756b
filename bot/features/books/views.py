"""How the stories look from outside: title, cover, and how far one is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.books.callbacks import LookAt, TakeBook
from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Picture, Row, Screen
from bot.ui.text import escape
from domains.narrative.shelf.model import Book


def books(found: Sequence[Book], t: Translator) -> Screen:
    """A line and a button for each."""
    lines = [t("books.line", title=escape(book.title), state=_state(book, t)) for book in found]
    rows: list[Row] = [[Button(book.title, LookAt(story=book.story_id))] for book in found]
    text = t("books", lines="\n".join(lines))
    return Screen("books", text, rows=[*rows, [back(t, Place.SHELF)]])


def book(found: Book, cover: bytes | None, t: Translator) -> Screen:
    """One story with its cover."""
    reached, total = found.endings
    text = t("books.line", title=escape(found.title), state=_state(found, t))
    if total:
        text += "\n" + t("books.endings", reached=str(reached), total=str(total))
    rows: list[Row] = []
    if found.is_open:
        rows.append([link(t, Place.STORY, style="primary")])
    else:
        key = "books.begin" if found.progress is None else "books.go_on"
        rows.append([Button(t(key), TakeBook(story=found.story_id), style="primary")])
    picture = None
    if cover is not None and found.art is not None:
        picture = Picture(cover, found.art, found.alt or found.title)
    return Screen("books.book", text, rows=[*rows, [back(t, Place.BOOKS)]], picture=picture)


def taken(t: Translator) -> Screen:
    """It lies open."""
    rows = [[link(t, Place.STORY, style="primary")], [back(t, Place.BOOKS)]]
    return Screen("books.taken", t("books.taken"), rows=rows)


def _state(book: Book, t: Translator) -> str:
    if book.progress is None:
        return t("books.unread", count=book.chapters)
    if book.is_finished:
        return t("books.finished")
    title = escape(book.chapter)
    if not book.progress.number:
        return t("books.aside", title=title)
    number, total = str(book.progress.number), str(book.progress.total)
    return t("books.reading", title=title, number=number, total=total)
