"""/settings: language and time zone."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.commands import publish_personal_commands, publish_staff_commands
from bot.features.settings import views
from bot.features.settings.callbacks import ChooseLanguage, ChooseZone
from bot.i18n import Translators
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.user.service import UserService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_settings, Command("settings"))
    router.callback_query.register(show_settings, GoTo.filter(F.to == Place.SETTINGS))
    router.callback_query.register(choose_language, ChooseLanguage.filter())
    router.callback_query.register(list_zones, ChooseZone.filter(F.index < 0))
    router.callback_query.register(choose_zone, ChooseZone.filter())
    return router


async def show_settings(_event: Message | CallbackQuery, turn: Turn) -> None:
    """The present choices."""
    await turn.show(views.settings_screen(turn.user, turn.t))


async def choose_language(
    _query: CallbackQuery,
    callback_data: ChooseLanguage,
    turn: Turn,
    users: UserService,
    translators: Translators,
    bot: Bot,
) -> None:
    """Speak another language, in the screens and in the command menu."""
    await users.set_language(turn.user.id, callback_data.code)
    turn.speak(translators.of(callback_data.code))
    await turn.toast(turn.t("settings.language_changed"))
    await turn.show(views.settings_screen(turn.user, turn.t))
    write_menu = publish_staff_commands if turn.is_staff else publish_personal_commands
    await write_menu(bot, turn.user.id, turn.t)


async def list_zones(_query: CallbackQuery, turn: Turn) -> None:
    """Offer the time zones."""
    await turn.show(views.zones_screen(turn.user, turn.t))


async def choose_zone(
    _query: CallbackQuery, callback_data: ChooseZone, turn: Turn, users: UserService
) -> None:
    """Live by another clock: streak days follow it."""
    zone = views.offered_zone(callback_data.index)
    await users.set_timezone(turn.user.id, zone)
    await turn.toast(turn.t("settings.zone_changed", zone=views.zone_name(zone, turn.t)))
    await turn.show(views.settings_screen(replace(turn.user, timezone=zone), turn.t))
