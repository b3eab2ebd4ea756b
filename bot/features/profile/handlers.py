"""/profile."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.profile import views
from bot.goals import Glances
from bot.turn import Turn
from bot.ui.cards import Studio
from bot.ui.navigation import GoTo, Place


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_profile, Command("profile"))
    router.callback_query.register(show_profile, GoTo.filter(F.to == Place.PROFILE))
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
