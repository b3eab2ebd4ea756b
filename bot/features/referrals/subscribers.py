"""A guest has become a player: said to whoever brought them."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import ReferralRewardedEvent, Subscription, Transaction, effect


class ReferralNotices:
    """Each paid invitation becomes one notification request."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_referral", ReferralRewardedEvent, self._rewarded),)

    async def _rewarded(self, event: ReferralRewardedEvent, tx: Transaction) -> None:
        await self._notifications.tell(
            tx, event, event.user_id, "referral.rewarded", {"amount": event.points_reward}
        )
