"""Every story that may be read: which one lies open is the reader's choice."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.features.books import views
from bot.features.books.callbacks import LookAt, TakeBook
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.narrative.shelf.service import Shelf


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.callback_query.register(show_books, GoTo.filter(F.to == Place.BOOKS))
    router.callback_query.register(look_at, LookAt.filter())
    router.callback_query.register(take_book, TakeBook.filter())
    return router


async def show_books(_query: CallbackQuery, turn: Turn, shelf: Shelf) -> None:
    """All of them, with how far one is in each."""
    books = await shelf.books(turn.user.id, turn.t.language)
    await turn.show(views.books(books, turn.t))


async def look_at(_query: CallbackQuery, callback_data: LookAt, turn: Turn, shelf: Shelf) -> None:
    """One of them; what was taken off meanwhile is not there any more."""
    books = await shelf.books(turn.user.id, turn.t.language)
    book = next((one for one in books if one.story_id == callback_data.story), None)
    if book is None:
        await turn.show(views.books(books, turn.t))
        return
    cover = await shelf.picture(book.story_id, book.art) if book.art else None
    await turn.show(views.book(book, cover, turn.t))


async def take_book(
    _query: CallbackQuery, callback_data: TakeBook, turn: Turn, shelf: Shelf
) -> None:
    """Lay it open; the one that lay there keeps its place."""
    await shelf.take(turn.user.id, callback_data.story)
    await turn.show(views.taken(turn.t))
