"""/balance and /history: every besito explains itself."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.history import views
from bot.features.history.callbacks import OlderLines, OpenBalance
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.gamification.purse.service import PurseService

PAGE = 10


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_balance, Command("balance"))
    router.callback_query.register(show_balance, OpenBalance.filter())
    router.message.register(show_history, Command("history"))
    router.callback_query.register(show_history, GoTo.filter(F.to == Place.HISTORY))
    router.callback_query.register(show_older, OlderLines.filter())
    return router


async def show_balance(_event: Message | CallbackQuery, turn: Turn, purses: PurseService) -> None:
    """What can be spent, what cannot and why."""
    await turn.settle()
    await turn.show(views.balance(await purses.purse(turn.user.id), turn.t))


async def show_history(_event: Message | CallbackQuery, turn: Turn, purses: PurseService) -> None:
    """The newest lines of the ledger."""
    await turn.settle()
    page = await purses.history(turn.user.id, limit=PAGE)
    await turn.show(views.history(page, turn.user.timezone, turn.t))


async def show_older(
    _query: CallbackQuery, callback_data: OlderLines, turn: Turn, purses: PurseService
) -> None:
    """A page further down."""
    before = callback_data.before or None
    page = await purses.history(turn.user.id, before, PAGE)
    await turn.show(views.history(page, turn.user.timezone, turn.t, is_first=before is None))
