"""Reminders become notifications; whoever is seen again can be written to again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.gateway import repository as chats
from bot.gateway.notifications import Notification, NotificationCenter, Request
from bot.gateway.preferences import repository as preferences
from bot.gateway.preferences.model import quiet_until
from domains.core import (
    StreakEndangeredEvent,
    Subscription,
    Transaction,
    UserActivityDetectedEvent,
    UserRegisteredEvent,
    effect,
)

EARLIEST, LATEST = timedelta(hours=4), timedelta(hours=2)
"""A streak reminder comes so long before the deadline (A11)."""
STREAK = "reminder.streak"


class StreakWatch(Protocol):
    """Answers whether a run still ends at a deadline."""

    async def is_endangered(self, user_id: int, deadline_at: datetime) -> bool: ...


class ReminderNotices:
    """Plans streak reminders, and asks again just before one is sent."""

    def __init__(self, notifications: NotificationCenter, streaks: StreakWatch) -> None:
        self._notifications = notifications
        self._streaks = streaks
        notifications.check(STREAK, self._is_endangered)

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.remind_of_streak", StreakEndangeredEvent, self._remind),
            effect("bot.reachable_on_activity", UserActivityDetectedEvent, self._returned),
            effect("bot.reachable_on_registration", UserRegisteredEvent, self._returned),
        )

    async def _remind(self, event: StreakEndangeredEvent, tx: Transaction) -> None:
        """Two to four hours before the deadline; before the night if those hours are quiet."""
        deadline = event.deadline_at
        choices = await preferences.choices_of(tx, event.user_id)
        best, expires = deadline - EARLIEST, deadline - LATEST
        if quiet_until(choices, event.timezone, best) is not None:
            best = tx.now
        await self._notifications.ask(
            tx,
            Request(
                user_id=event.user_id,
                kind=STREAK,
                params={"days": event.days, "deadline": deadline.isoformat()},
                dedupe_key=f"{STREAK}:{event.user_id}:{deadline.isoformat()}",
                correlation_id=event.correlation_id or event.event_id.hex,
                not_before=best,
                expires_at=expires,
            ),
        )

    async def _is_endangered(self, notification: Notification) -> bool:
        deadline = datetime.fromisoformat(str(notification.params["deadline"]))
        return await self._streaks.is_endangered(notification.user_id, deadline)

    async def _returned(
        self, event: UserActivityDetectedEvent | UserRegisteredEvent, tx: Transaction
    ) -> None:
        # Telegram may have told nobody that the block is over.
        await chats.mark_reachable(tx, event.user_id, refused_before=event.timestamp)
