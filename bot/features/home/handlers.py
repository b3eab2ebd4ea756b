"""/start, /menu and /cancel."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.features.home import views
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.diana.model import Kind
from domains.diana.service import DianaService
from domains.gamification.service import GamificationService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(start, CommandStart())
    router.message.register(show_menu, Command("menu", "cancel"))
    router.callback_query.register(show_menu, GoTo.filter(F.to == Place.MENU))
    return router


async def start(
    _message: Message,
    turn: Turn,
    state: FSMContext,
    diana: DianaService,
    gamification: GamificationService,
) -> None:
    """The first meeting, or the way back to where one was. Deep links arrive here too."""
    await state.clear()
    await turn.settle()
    action = await diana.next_best_action(turn.user.id, turn.user.timezone)
    if action.kind is Kind.BEGIN_STORY:
        await turn.show(views.first_meeting(turn.user, turn.t))
    else:
        await _menu(turn, diana, gamification)


async def show_menu(
    _event: Message | CallbackQuery,
    turn: Turn,
    state: FSMContext,
    diana: DianaService,
    gamification: GamificationService,
) -> None:
    """Out of any half-filled form, into the hall: a greeting, how one stands, what is next."""
    await state.clear()
    await _menu(turn, diana, gamification)


async def _menu(turn: Turn, diana: DianaService, gamification: GamificationService) -> None:
    await turn.settle()
    user = turn.user
    greeting = await diana.greet(user.id, user.first_name, user.timezone)
    action = await diana.next_best_action(user.id, user.timezone)
    profile = await gamification.profile(user.id)
    await turn.show(views.menu(greeting, action, profile, turn.t, is_staff=turn.is_staff))
