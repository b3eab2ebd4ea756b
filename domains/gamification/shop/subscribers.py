"""What the story says about a player that an offer may require; and prices too old to keep."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import DayPassedEvent, StoryChapterCompletedEvent
from domains.gamification.shop.repository import ShopRows


class ShopSubscribers:
    """Applied once per event by the inbox."""

    def __init__(self) -> None:
        self._rows = ShopRows()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns the shop."""
        return (
            effect("gamification.remember_chapter", StoryChapterCompletedEvent, self.remember),
            effect("gamification.forget_quotes", DayPassedEvent, self.forget_quotes),
        )

    async def remember(self, event: StoryChapterCompletedEvent, tx: Transaction) -> None:
        await self._rows.read_chapter(tx, event.user_id, event.chapter_id)

    async def forget_quotes(self, event: DayPassedEvent, tx: Transaction) -> None:
        # A day longer than anybody needs: an old button still hears why it is too late.
        await self._rows.drop_quotes(tx, event.started_at)
