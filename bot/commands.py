"""The command menus that Telegram shows: per language, and longer for those who may more."""

from __future__ import annotations

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.i18n import DEFAULT_LANGUAGE, Translator, Translators

log = structlog.get_logger(__name__)

Scope = BotCommandScopeAllPrivateChats | BotCommandScopeChat

COMMANDS = (
    "start",
    "menu",
    "story",
    "profile",
    "streak",
    "achievements",
    "missions",
    "gift",
    "trivia",
    "dice",
    "duel",
    "invite",
    "balance",
    "history",
    "leaderboard",
    "alias",
    "notifications",
    "shop",
    "inventory",
    "clues",
    "auctions",
    "code",
    "settings",
    "help",
    "cancel",
    "privacy",
)
STAFF_COMMANDS = (
    *COMMANDS,
    "admin",
    "events",
    "rules",
    "reviews",
    "pending",
    "honours",
    "mend",
    "referrals",
    "stock",
    "auction",
    "secret",
    "author",
)


async def publish_commands(bot: Bot, translators: Translators) -> None:
    """Write every language's menu for private chats, where it differs from what is there."""
    everybody = BotCommandScopeAllPrivateChats()
    default = translators.of(DEFAULT_LANGUAGE)
    await _write(bot, _menu(default, COMMANDS), everybody, None)
    for language in translators.languages:
        await _write(bot, _menu(translators.of(language), COMMANDS), everybody, language)


async def publish_staff_commands(bot: Bot, user_id: int, t: Translator) -> None:
    """Write the longer menu into one person's chat. A chat not begun yet is no error."""
    try:
        await _write(bot, _menu(t, STAFF_COMMANDS), BotCommandScopeChat(chat_id=user_id), None)
    except TelegramBadRequest as error:
        log.info("commands.no_chat", user_id=user_id, reason=error.message)


async def publish_personal_commands(bot: Bot, user_id: int, t: Translator) -> None:
    """A person chose a language that their app does not have: give their chat its own menu."""
    await _write(bot, _menu(t, COMMANDS), BotCommandScopeChat(chat_id=user_id), None)


def _menu(t: Translator, commands: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(command=name, description=t(f"command.{name}")) for name in commands]


async def _write(bot: Bot, menu: list[BotCommand], scope: Scope, language: str | None) -> None:
    if await bot.get_my_commands(scope=scope, language_code=language) != menu:
        await bot.set_my_commands(menu, scope=scope, language_code=language)
