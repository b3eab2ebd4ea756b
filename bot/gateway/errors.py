"""What a call out can end with, beside aiogram's own errors; and what an error tells us."""

from __future__ import annotations

from typing import Any

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from aiohttp import ClientConnectorError

_REASONS = (
    ("blocked by the user", "blocked"),
    ("user is deactivated", "deactivated"),
    ("can't initiate conversation", "never_started"),
)


class Unreachable(TelegramForbiddenError):  # noqa: N818 - a fact about a person, not a fault
    """The person behind `chat_id` does not receive messages of ours.

    `reason` is `blocked`, `deactivated`, `never_started` or `forbidden` (anything else).
    """

    def __init__(self, method: TelegramMethod[Any], message: str, chat_id: int) -> None:
        super().__init__(method=method, message=message)
        self.chat_id = chat_id
        words = message.lower()
        self.reason = next((name for sign, name in _REASONS if sign in words), "forbidden")


def is_passing(error: Exception) -> bool:
    """May the same call succeed a little later?"""
    if isinstance(error, TelegramEntityTooLarge):
        return False
    # A proxy's error page is no JSON.
    return isinstance(error, TelegramServerError | TelegramNetworkError | ClientDecodeError)


def is_undelivered(error: Exception) -> bool:
    """Is it certain that Telegram did nothing? A lost answer, for one, is not certain."""
    if isinstance(error, TelegramRetryAfter):
        return True
    # No connection was made: refused, no route, unknown name, a failed TLS handshake.
    return isinstance(error, TelegramNetworkError) and isinstance(
        error.__cause__, ClientConnectorError
    )
