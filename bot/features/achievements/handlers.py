"""/achievements: what was unlocked, and how far the rest is."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.achievements import views
from bot.features.achievements.callbacks import OpenShelf, Shelf
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.gamification.service import GamificationService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_cabinet, Command("achievements"))
    router.callback_query.register(show_cabinet, GoTo.filter(F.to == Place.ACHIEVEMENTS))
    router.callback_query.register(show_shelf, OpenShelf.filter())
    return router


async def show_cabinet(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService
) -> None:
    """The whole cabinet, its first page."""
    await turn.settle()
    gallery = await gamification.achievements_view(turn.user.id)
    await turn.show(views.cabinet(gallery, Shelf.ALL, 0, turn.t))


async def show_shelf(
    _query: CallbackQuery,
    callback_data: OpenShelf,
    turn: Turn,
    gamification: GamificationService,
) -> None:
    """One category, one page. A page that is no more is the last one."""
    gallery = await gamification.achievements_view(turn.user.id)
    await turn.show(views.cabinet(gallery, callback_data.shelf, callback_data.page, turn.t))
