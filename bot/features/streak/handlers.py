"""/streak: the evidence of five weeks, freezes, repairs."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.streak import views
from bot.features.streak.callbacks import BuyFreeze, MendStreak
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.cards import Studio
from bot.ui.navigation import GoTo, Place
from domains.core.clock import Clock
from domains.core.days import local_day
from domains.gamification.service import GamificationService
from domains.gamification.streaks.care.service import StreakCare


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_streak, Command("streak"))
    router.callback_query.register(show_streak, GoTo.filter(F.to == Place.STREAK))
    router.callback_query.register(buy_freeze, BuyFreeze.filter(), flags=or_show(show_streak))
    router.callback_query.register(mend, MendStreak.filter(), flags=or_show(show_streak))
    return router


async def show_streak(
    _event: Message | CallbackQuery,
    turn: Turn,
    gamification: GamificationService,
    care: StreakCare,
    clock: Clock,
    studio: Studio,
) -> None:
    """The days in a row, with the evidence, and what can be done for them."""
    await turn.settle()
    streak = await gamification.streak_view(turn.user.id)
    offers = await care.offers(turn.user.id)
    now = clock.now()
    calendar = views.calendar(streak, local_day(now, turn.user.timezone), turn.t)
    picture = await studio.draw(calendar) if streak.deadline_at else None
    await turn.show(views.streak(streak, offers, now, picture, turn.t))


async def buy_freeze(
    query: CallbackQuery,
    callback_data: BuyFreeze,
    turn: Turn,
    gamification: GamificationService,
    care: StreakCare,
    clock: Clock,
    studio: Studio,
) -> None:
    """Buy one. What was refused is said, and the screen shows how things stand now."""
    owned = await care.buy_freeze(turn.user.id, callback_data.version, callback_data.price)
    await turn.toast(turn.t("streak.freeze_bought", owned=owned))
    await show_streak(query, turn, gamification, care, clock, studio)


async def mend(
    query: CallbackQuery,
    callback_data: MendStreak,
    turn: Turn,
    gamification: GamificationService,
    care: StreakCare,
    clock: Clock,
    studio: Studio,
) -> None:
    """Mend the break. What was refused is said, and the screen shows how things stand now."""
    length = await care.repair(turn.user.id, callback_data.version, callback_data.price)
    await turn.toast(turn.t("streak.mended", days=turn.t("days.count", count=length)))
    await show_streak(query, turn, gamification, care, clock, studio)
