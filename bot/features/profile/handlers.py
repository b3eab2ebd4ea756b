"""/profile and /achievements."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.profile import views
from bot.goals import Glances
from bot.turn import Turn
from bot.ui.cards import Studio
from bot.ui.navigation import GoTo, Place
from domains.gamification.service import GamificationService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    for handler, command, place in (
        (show_profile, "profile", Place.PROFILE),
        (show_achievements, "achievements", Place.ACHIEVEMENTS),
    ):
        router.message.register(handler, Command(command))
        router.callback_query.register(handler, GoTo.filter(F.to == place))
    return router


async def show_profile(
    _event: Message | CallbackQuery, turn: Turn, glances: Glances, studio: Studio
) -> None:
    """Level, besitos, streak, what comes next; in words and as a card."""
    await turn.settle()
    glance = await glances.of(turn.user.id)
    name, t = turn.user.first_name, turn.t
    card = await studio.draw(views.profile_card(name, glance, t))
    await turn.show(views.profile(name, glance, t, card))


async def show_achievements(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService
) -> None:
    """What was unlocked, and how far the rest is."""
    await turn.settle()
    await turn.show(views.achievements(await gamification.achievements_view(turn.user.id), turn.t))
