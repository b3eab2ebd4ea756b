"""/profile."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.profile import views
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.gamification.service import GamificationService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_profile, Command("profile"))
    router.callback_query.register(show_profile, GoTo.filter(F.to == Place.PROFILE))
    return router


async def show_profile(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService
) -> None:
    """Level, besitos, streak, what comes next."""
    await turn.settle()
    profile = await gamification.profile(turn.user.id)
    await turn.show(views.profile(turn.user.first_name, profile, turn.t))
