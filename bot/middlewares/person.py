"""Who is speaking: registers, recognises, opens the turn. Private chats only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from bot.i18n import Translators
from bot.turn import Turn, TurnTools
from domains.core.context import acting_for
from domains.user.model import TelegramIdentity
from domains.user.service import UserService

log = structlog.get_logger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class PersonMiddleware(BaseMiddleware):
    """Gives handlers `user`, `t` and `turn`.

    Updates of no person, of bots, of channels and of groups end here: nobody behind them
    can be a player.
    """

    def __init__(self, users: UserService, translators: Translators, tools: TurnTools) -> None:
        self._users = users
        self._translators = translators
        self._tools = tools

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, Update):
            return await handler(event, data)
        person: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if not _is_player(event, person, chat) or person is None:
            log.debug("update.ignored", update_id=event.update_id)
            return None
        correlation_id = f"update:{event.update_id}"
        with acting_for(correlation_id), self._tools.bus.turns.open(correlation_id):
            inner = event.event
            user = await self._users.touch(_identity(person), payload=_payload(inner))
            t = self._translators.of(user.language)
            spoken = inner if isinstance(inner, Message | CallbackQuery) else None
            turn = Turn(self._tools, spoken, user, t, event.update_id)
            data.update(user=user, t=t, turn=turn)
            try:
                return await handler(event, data)
            finally:
                await turn.toast()  # a button never spins for ever


def _is_player(update: Update, person: User | None, chat: Chat | None) -> bool:
    if person is None or person.is_bot:
        return False
    message = update.message or update.edited_message
    if message is not None and message.sender_chat is not None:
        return False  # an anonymous admin or a channel: `from` is a stand-in
    return chat is None or chat.type == "private"


def _payload(inner: TelegramObject) -> str | None:
    """What the link said by which somebody came."""
    text = inner.text if isinstance(inner, Message) else None
    command, _, rest = (text or "").partition(" ")
    return rest.strip() if command == "/start" else None


def _identity(person: User) -> TelegramIdentity:
    return TelegramIdentity(
        user_id=person.id,
        username=person.username,
        first_name=person.first_name,
        last_name=person.last_name,
        language_code=person.language_code,
        is_premium=bool(person.is_premium),
    )
