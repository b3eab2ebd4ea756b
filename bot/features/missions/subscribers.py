"""A mission that is done waits to be claimed: said once."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import MissionCompletedEvent, Subscription, Transaction, effect


class MissionNotices:
    """Each completed mission becomes one notification request."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_mission", MissionCompletedEvent, self._completed),)

    async def _completed(self, event: MissionCompletedEvent, tx: Transaction) -> None:
        await self._notifications.tell(
            tx,
            event,
            event.user_id,
            "mission.completed",
            {
                "code": event.mission_id,
                "goal": event.goal,
                "reward": event.points_reward,
            },
        )
