"""/gift: the calendar, and what is in it today."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.gift import views
from bot.features.gift.callbacks import TakeGift
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.gamification.gift.service import GiftService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_calendar, Command("gift"))
    router.callback_query.register(show_calendar, GoTo.filter(F.to == Place.GIFT))
    router.callback_query.register(take, TakeGift.filter(), flags=or_show(show_calendar))
    return router


async def show_calendar(_event: Message | CallbackQuery, turn: Turn, gifts: GiftService) -> None:
    """Seven days, and where one is."""
    await turn.settle()
    view = await gifts.view(turn.user.id, turn.user.timezone)
    await turn.show(views.calendar(view, turn.user.timezone, turn.t))


async def take(query: CallbackQuery, turn: Turn, gifts: GiftService) -> None:
    """Open it. A second tap shows the same; too early, the calendar says why."""
    await gifts.take(turn.user.id, turn.user.timezone)
    await show_calendar(query, turn, gifts)
