"""A gift that nobody answers goes back."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import GiftWaitEndedEvent
from domains.gamification.gifts.service import Gifts


class GiftSubscribers:
    """Hears the end of the wait, however late."""

    def __init__(self, gifts: Gifts) -> None:
        self._gifts = gifts

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns gifts."""
        return (effect("gamification.return_gift", GiftWaitEndedEvent, self.expire),)

    async def expire(self, event: GiftWaitEndedEvent, tx: Transaction) -> None:
        await self._gifts.expire(tx, event.gift_id)
