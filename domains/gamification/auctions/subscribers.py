"""The hammer falls when its hour has come, however late somebody looks at the clock."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import AuctionEndReachedEvent
from domains.gamification.auctions.service import Auctions


class AuctionSubscribers:
    """Every extension schedules an end of its own; an earlier one finds nothing to do."""

    def __init__(self, auctions: Auctions) -> None:
        self._auctions = auctions

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns auctions."""
        return (effect("gamification.close_auction", AuctionEndReachedEvent, self.close),)

    async def close(self, event: AuctionEndReachedEvent, tx: Transaction) -> None:
        await self._auctions.close(tx, event.auction_id)
