"""Durable notifications: what a person must be told, by a turn or by the sender, once."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.gateway.notifications.center import NotificationCenter
    from bot.gateway.notifications.gate import Audience, Predicate
    from bot.gateway.notifications.repository import Notification, Request
    from bot.gateway.notifications.sender import Painter, Render

__all__ = [
    "Audience",
    "Notification",
    "NotificationCenter",
    "Painter",
    "Predicate",
    "Render",
    "Request",
]

_PLACES = {
    "Audience": "gate",
    "Notification": "repository",
    "NotificationCenter": "center",
    "Painter": "sender",
    "Predicate": "gate",
    "Render": "sender",
    "Request": "repository",
}


def __getattr__(name: str) -> Any:
    # Migrations import our tables, which do not need aiogram; that takes seconds to import.
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)
