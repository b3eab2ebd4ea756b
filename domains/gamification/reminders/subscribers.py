"""What the reminders hear: the hours."""

from __future__ import annotations

from domains.core import Subscription, reaction
from domains.core.events import HourPassedEvent
from domains.gamification.reminders.service import Reminders


class ReminderSubscribers:
    """Every hour the runs in their last hours are announced."""

    def __init__(self, reminders: Reminders) -> None:
        self._reminders = reminders

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything the reminders hear."""
        return (reaction("gamification.announce_endangered", HourPassedEvent, self._announce),)

    async def _announce(self, event: HourPassedEvent) -> None:
        await self._reminders.announce(event.ended_at)
