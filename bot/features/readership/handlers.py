"""From the author's desk: what became of a published story among its readers."""

from __future__ import annotations

import asyncio

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.features.readership import views
from bot.features.readership.callbacks import ListChapters, ShowAnswers, ShowFigures
from bot.turn import Turn
from bot.ui.maps import picture
from bot.ui.navigation import GoTo, Place
from domains.narrative.authoring.drafts.model import Author
from domains.narrative.authoring.statistics.service import Statistics


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.callback_query.register(list_stories, GoTo.filter(F.to == Place.READERS))
    router.callback_query.register(list_chapters, ListChapters.filter())
    router.callback_query.register(show_figures, ShowFigures.filter())
    router.callback_query.register(show_answers, ShowAnswers.filter())
    return router


def _author(turn: Turn) -> Author:
    return Author(turn.user.id, turn.user.role)


async def list_stories(_query: CallbackQuery, turn: Turn, statistics: Statistics) -> None:
    """Every story that is told now."""
    stories = await statistics.stories(_author(turn), turn.t.language)
    await turn.show(views.stories(stories, turn.t))


async def list_chapters(
    _query: CallbackQuery, callback_data: ListChapters, turn: Turn, statistics: Statistics
) -> None:
    """The chapters of one of them, and its versions; a story that was taken off is not there."""
    stories = await statistics.stories(_author(turn), turn.t.language)
    told = next((one for one in stories if one.story_id == callback_data.story), None)
    if told is None:
        await turn.show(views.stories(stories, turn.t))
        return
    await turn.show(views.chapters(told, callback_data.number, turn.t))


async def show_figures(
    _query: CallbackQuery, callback_data: ShowFigures, turn: Turn, statistics: Statistics
) -> None:
    """The map, with who stands where and how many per cent went which way."""
    story, chapter, number = callback_data.story, callback_data.chapter, callback_data.number
    found = await statistics.of(_author(turn), story, chapter, number, turn.t.language)
    await turn.toast()
    data = await asyncio.to_thread(picture, found.map)
    await turn.show(views.figures(found, data, turn.t))


async def show_answers(
    _query: CallbackQuery, callback_data: ShowAnswers, turn: Turn, statistics: Statistics
) -> None:
    """The same in words, question by question."""
    story, chapter, number = callback_data.story, callback_data.chapter, callback_data.number
    found = await statistics.of(_author(turn), story, chapter, number, turn.t.language)
    await turn.show(views.answers(found, turn.t))
