"""Durable notifications: what a person must be told, by a turn or by the sender, once."""

from __future__ import annotations

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
