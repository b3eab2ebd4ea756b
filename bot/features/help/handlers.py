"""/help and /privacy."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.help import views
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_help, Command("help"))
    router.callback_query.register(show_help, GoTo.filter(F.to == Place.HELP))
    router.message.register(show_privacy, Command("privacy"))
    router.callback_query.register(show_privacy, GoTo.filter(F.to == Place.PRIVACY))
    return router


async def show_help(_event: Message | CallbackQuery, turn: Turn) -> None:
    """Explain the house."""
    await turn.show(views.help_screen(turn.t))


async def show_privacy(_event: Message | CallbackQuery, turn: Turn) -> None:
    """Say what is kept about a person and why."""
    await turn.show(views.privacy_screen(turn.t))
