"""How a duel ended: told by its turn, or soon after to whoever waits."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import DuelFinishedEvent, Subscription, Transaction, effect


class DuelNotices:
    """Each end becomes one notification request for each of the two."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_duel", DuelFinishedEvent, self._finished),)

    async def _finished(self, event: DuelFinishedEvent, tx: Transaction) -> None:
        await self._notifications.tell(
            tx,
            event,
            event.user_id,
            f"duel.{event.outcome}",
            {"stake": event.stake, "payout": event.payout},
        )
