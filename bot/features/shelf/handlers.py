"""The shelf beside the story: look, go back to a chapter, say how one likes to be told."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.features.shelf import views
from bot.features.shelf.callbacks import OpenPage, Pace, Page, Prefer, TurnTo
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.narrative.service import NarrativeService
from domains.narrative.shelf.service import Shelf


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.callback_query.register(open_shelf, GoTo.filter(F.to == Place.SHELF))
    router.callback_query.register(open_shelf, OpenPage.filter(F.page == Page.CONTENTS))
    router.callback_query.register(open_manner, OpenPage.filter(F.page == Page.MANNER))
    router.callback_query.register(open_card, OpenPage.filter())
    router.callback_query.register(turn_to, TurnTo.filter(F.sure))
    router.callback_query.register(ask_turn_to, TurnTo.filter())
    router.callback_query.register(prefer, Prefer.filter())
    router.callback_query.register(pace, Pace.filter())
    return router


async def open_shelf(_query: CallbackQuery, turn: Turn, shelf: Shelf) -> None:
    """The table of contents."""
    contents = await shelf.contents(turn.user.id, turn.t.language)
    await turn.show(views.contents(contents, turn.t))


async def open_card(
    _query: CallbackQuery, callback_data: OpenPage, turn: Turn, narrative: NarrativeService
) -> None:
    """Relationships, clues or endings."""
    card = await narrative.card(turn.user.id, turn.t.language)
    await turn.show(views.page(callback_data.page, card, turn.t))


async def open_manner(_query: CallbackQuery, turn: Turn, shelf: Shelf) -> None:
    """How the story is told."""
    await turn.show(views.manner(await shelf.reader(turn.user.id), turn.t))


async def ask_turn_to(_query: CallbackQuery, callback_data: TurnTo, turn: Turn) -> None:
    """Nobody leaves a chapter by a slip of the thumb."""
    await turn.show(views.ask_turn_to(callback_data, turn.t))


async def turn_to(_query: CallbackQuery, callback_data: TurnTo, turn: Turn, shelf: Shelf) -> None:
    """Open another chapter; the one that is left keeps its place."""
    at = callback_data
    await shelf.turn_to(
        turn.user.id, at.chapter, run_id=at.run, turn=at.turn, language=turn.t.language
    )
    await turn.show(views.turned(turn.t))


async def prefer(_query: CallbackQuery, callback_data: Prefer, turn: Turn, shelf: Shelf) -> None:
    """Waits, news and timers, as the reader likes them."""
    preference = views.preference(callback_data.what)
    reader = await shelf.prefer(turn.user.id, preference, is_on=callback_data.is_on)
    await turn.show(views.manner(reader, turn.t))


async def pace(_query: CallbackQuery, callback_data: Pace, turn: Turn, shelf: Shelf) -> None:
    """How long the pauses are."""
    reader = await shelf.pace(turn.user.id, views.speed(callback_data.speed))
    await turn.show(views.manner(reader, turn.t))
