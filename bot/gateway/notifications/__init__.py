"""Durable notifications: what a person must be told, by a turn or by the sender, once."""

from __future__ import annotations

from bot.gateway.notifications.center import NotificationCenter
from bot.gateway.notifications.repository import Notification
from bot.gateway.notifications.sender import Painter, Render

__all__ = ["Notification", "NotificationCenter", "Painter", "Render"]
