"""/notifications: switches, quiet hours, less of these."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.notifications import views
from bot.features.notifications.callbacks import SetLevel, SetQuiet
from bot.gateway.preferences.service import NotificationChoices
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from bot.ui.reminders import WantLess


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_choices, Command("notifications"))
    router.callback_query.register(show_choices, GoTo.filter(F.to == Place.NOTIFICATIONS))
    router.callback_query.register(set_level, SetLevel.filter())
    router.callback_query.register(set_quiet, SetQuiet.filter())
    router.callback_query.register(want_less, WantLess.filter())
    return router


async def show_choices(
    _event: Message | CallbackQuery, turn: Turn, notification_choices: NotificationChoices
) -> None:
    """What is on and what is off."""
    choices = await notification_choices.of(turn.user.id)
    await turn.show(views.choices_screen(choices, turn.user.timezone, turn.t))


async def set_level(
    _query: CallbackQuery,
    callback_data: SetLevel,
    turn: Turn,
    notification_choices: NotificationChoices,
) -> None:
    """Turn a category on or off; what waits to be sent follows at once."""
    category, level = callback_data.category, callback_data.level
    choices = await notification_choices.set_level(turn.user.id, category, level)
    await turn.toast(turn.t(f"notifications.set.{level}"))
    await turn.show(views.choices_screen(choices, turn.user.timezone, turn.t))


async def set_quiet(
    _query: CallbackQuery,
    callback_data: SetQuiet,
    turn: Turn,
    notification_choices: NotificationChoices,
) -> None:
    """Quiet nights, or none."""
    choices = await notification_choices.set_quiet_hours(turn.user.id, quiet=callback_data.quiet)
    await turn.show(views.choices_screen(choices, turn.user.timezone, turn.t))


async def want_less(
    _query: CallbackQuery,
    callback_data: WantLess,
    turn: Turn,
    notification_choices: NotificationChoices,
) -> None:
    """One tap under a reminder: fewer of these, and from there none at all."""
    category, level = callback_data.category, callback_data.level
    await notification_choices.set_level(turn.user.id, category, level)
    await turn.show(views.less_screen(category, level, turn.t))
