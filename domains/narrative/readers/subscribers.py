"""What other modules say about readers, kept for the scripts that ask."""

from __future__ import annotations

from domains.core import (
    ItemPurchasedEvent,
    ItemUsedEvent,
    LevelReachedEvent,
    Subscription,
    Transaction,
    UserProfileUpdatedEvent,
    UserSubscriptionChangedEvent,
    effect,
)
from domains.narrative.readers.repository import ReaderRows


class ReaderSubscribers:
    """The projection behind `is_vip()`, `level()` and `hour()`."""

    def __init__(self) -> None:
        self._rows = ReaderRows()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("narrative.learn_plan", UserSubscriptionChangedEvent, self.learn_plan),
            effect("narrative.learn_level", LevelReachedEvent, self.learn_level),
            effect("narrative.learn_timezone", UserProfileUpdatedEvent, self.learn_timezone),
        )

    async def learn_plan(self, event: UserSubscriptionChangedEvent, tx: Transaction) -> None:
        at = event.change_timestamp or event.timestamp
        await self._rows.set_plan(tx, event.user_id, event.new_plan, event.expires_at, at)

    async def learn_level(self, event: LevelReachedEvent, tx: Transaction) -> None:
        await self._rows.raise_level(tx, event.user_id, event.level)

    async def learn_timezone(self, event: UserProfileUpdatedEvent, tx: Transaction) -> None:
        if event.timezone is not None:
            await self._rows.set(tx, event.user_id, timezone=event.timezone)


class HoldingSubscribers:
    """The projection behind `has_item()`: what the shop sold, and what was used up."""

    def __init__(self) -> None:
        self._rows = ReaderRows()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here, in a house that has a shop."""
        return (
            effect("narrative.learn_purchase", ItemPurchasedEvent, self.learn_purchase),
            effect("narrative.learn_use", ItemUsedEvent, self.learn_use),
        )

    async def learn_purchase(self, event: ItemPurchasedEvent, tx: Transaction) -> None:
        await self._rows.gain(tx, event.user_id, event.item_id, event.quantity)

    async def learn_use(self, event: ItemUsedEvent, tx: Transaction) -> None:
        await self._rows.keep(tx, event.user_id, event.item_id, event.quantity_left)
