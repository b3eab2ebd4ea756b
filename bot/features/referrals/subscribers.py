"""A guest has become a player: said to whoever brought them."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import ReferralRewardedEvent, Subscription, Transaction, effect
from domains.core.events import ReferralReversedEvent


class ReferralNotices:
    """Each paid invitation becomes one notification request."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.tell_referral", ReferralRewardedEvent, self._rewarded),
            effect("bot.tell_referral_reversed", ReferralReversedEvent, self._reversed),
        )

    async def _rewarded(self, event: ReferralRewardedEvent, tx: Transaction) -> None:
        await self._notifications.tell(
            tx, event, event.user_id, "referral.rewarded", {"amount": event.points_reward}
        )

    async def _reversed(self, event: ReferralReversedEvent, tx: Transaction) -> None:
        if event.points_taken:  # without a name: whom it was about is nobody's business
            params = {"amount": event.points_taken}
            await self._notifications.tell(tx, event, event.user_id, "referral.reversed", params)
