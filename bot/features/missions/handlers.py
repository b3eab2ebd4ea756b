"""/missions: see, claim, exchange."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.missions import views
from bot.features.missions.callbacks import ChooseExchange, ClaimMission, ExchangeMission
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.core.clock import Clock
from domains.gamification.missions.service import Missions


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_board, Command("missions"))
    router.callback_query.register(show_board, GoTo.filter(F.to == Place.MISSIONS))
    router.callback_query.register(claim, ClaimMission.filter(), flags=or_show(show_board))
    router.callback_query.register(choose_exchange, ChooseExchange.filter())
    router.callback_query.register(exchange, ExchangeMission.filter(), flags=or_show(show_board))
    return router


async def show_board(
    _event: Message | CallbackQuery, turn: Turn, missions: Missions, clock: Clock
) -> None:
    """Everything there is to do, with bars."""
    await turn.settle()
    board = await missions.board(turn.user.id, turn.user.timezone)
    await turn.show(views.board(board, clock.now(), turn.t))


async def claim(
    query: CallbackQuery, callback_data: ClaimMission, turn: Turn, missions: Missions, clock: Clock
) -> None:
    """Take the reward; whatever is wrong is told over a fresh board."""
    await missions.claim(turn.user.id, callback_data.mission)
    await show_board(query, turn, missions, clock)


async def choose_exchange(_query: CallbackQuery, turn: Turn, missions: Missions) -> None:
    """Which one?"""
    board = await missions.board(turn.user.id, turn.user.timezone)
    await turn.show(views.exchange(board, turn.t))


async def exchange(
    query: CallbackQuery,
    callback_data: ExchangeMission,
    turn: Turn,
    missions: Missions,
    clock: Clock,
) -> None:
    """Another one instead."""
    await missions.exchange(turn.user.id, callback_data.mission, callback_data.version)
    await show_board(query, turn, missions, clock)
