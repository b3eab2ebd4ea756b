"""/profile, /streak and the history of besitos."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.profile import views
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.core.clock import Clock
from domains.gamification.service import GamificationService

HISTORY_LINES = 15


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    for handler, command, place in (
        (show_profile, "profile", Place.PROFILE),
        (show_streak, "streak", Place.STREAK),
        (show_history, "history", Place.HISTORY),
    ):
        router.message.register(handler, Command(command))
        router.callback_query.register(handler, GoTo.filter(F.to == place))
    return router


async def show_profile(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService
) -> None:
    """Level, besitos, streak, what comes next."""
    await turn.settle()
    profile = await gamification.profile(turn.user.id)
    await turn.show(views.profile(turn.user.first_name, profile, turn.t))


async def show_streak(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService, clock: Clock
) -> None:
    """The days in a row, with the evidence."""
    await turn.settle()
    streak = await gamification.streak_view(turn.user.id)
    await turn.show(views.streak(streak, clock.now(), turn.t))


async def show_history(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService
) -> None:
    """Every line of the ledger explains itself."""
    await turn.settle()
    lines = await gamification.history(turn.user.id, HISTORY_LINES)
    await turn.show(views.history(lines, turn.user.timezone, turn.t))
