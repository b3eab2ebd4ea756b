"""What a thing does when it is used up. Each effect comes once for each use (A7)."""

from __future__ import annotations

from datetime import timedelta

from domains.core import Subscription, Transaction, effect
from domains.core.events import ItemUsedEvent
from domains.gamification.boosts.service import Boosts
from domains.gamification.boxes.service import Boxes
from domains.gamification.clues.service import Clues
from domains.gamification.inventory.model import Boost, Box, Freeze, Letter
from domains.gamification.inventory.service import Inventory, returned_key
from domains.gamification.streaks.errors import FreezesFullError
from domains.gamification.streaks.service import Streaks


class Effects:
    """Hears what was used up. A crash before the effect leaves the event, which brings it."""

    def __init__(
        self, inventory: Inventory, streaks: Streaks, boosts: Boosts, boxes: Boxes, clues: Clues
    ) -> None:
        self._inventory = inventory
        self._streaks = streaks
        self._boosts = boosts
        self._boxes = boxes
        self._clues = clues

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns used things."""
        return (effect("gamification.apply_item", ItemUsedEvent, self.apply),)

    async def apply(self, event: ItemUsedEvent, tx: Transaction) -> None:
        user_id, item_id, key = event.user_id, event.item_id, f"use:{event.use_id}"
        match self._inventory.items.get(item_id).effect:
            case Freeze(count=count):
                try:
                    await self._streaks.grant_freeze(tx, user_id, count, key)
                except FreezesFullError:  # nothing has changed: it goes back into the bag
                    back = returned_key(event.use_id)
                    await self._inventory.grant(tx, user_id, item_id, 1, back)
            case Boost(bps=bps, minutes=minutes):
                await self._boosts.extend(tx, user_id, bps, timedelta(minutes=minutes), key)
            case Box() as box:
                await self._boxes.open(tx, user_id, item_id, box, event.use_id)
            case Letter(clue=clue):
                await self._clues.grant(tx, user_id, clue, "shop", key)
