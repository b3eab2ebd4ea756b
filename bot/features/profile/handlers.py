"""/profile, /streak, /achievements and the history of besitos."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.profile import views
from bot.goals import Glances
from bot.turn import Turn
from bot.ui.cards import Studio
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
        (show_achievements, "achievements", Place.ACHIEVEMENTS),
        (show_history, "history", Place.HISTORY),
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


async def show_streak(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService, clock: Clock
) -> None:
    """The days in a row, with the evidence."""
    await turn.settle()
    streak = await gamification.streak_view(turn.user.id)
    await turn.show(views.streak(streak, clock.now(), turn.t))


async def show_achievements(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService
) -> None:
    """What was unlocked, and how far the rest is."""
    await turn.settle()
    await turn.show(views.achievements(await gamification.achievements_view(turn.user.id), turn.t))


async def show_history(
    _event: Message | CallbackQuery, turn: Turn, gamification: GamificationService
) -> None:
    """Every line of the ledger explains itself."""
    await turn.settle()
    lines = await gamification.history(turn.user.id, HISTORY_LINES)
    await turn.show(views.history(lines, turn.user.timezone, turn.t))
