"""What the story's pages gave goes into the backpack, too."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import ClueFoundEvent, DayPassedEvent
from domains.gamification.clues.repository import SecretRows
from domains.gamification.clues.service import STORY, Clues


class ClueSubscribers:
    """Applied once per event by the inbox, and once per clue by its owner's backpack."""

    def __init__(self, clues: Clues) -> None:
        self._clues = clues

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns clues."""
        return (
            effect("gamification.keep_clue_on_clue_found", ClueFoundEvent, self.keep),
            effect("gamification.forget_guesses", DayPassedEvent, self.forget_guesses),
        )

    async def keep(self, event: ClueFoundEvent, tx: Transaction) -> None:
        key = f"story:{event.chapter_id}"
        await self._clues.grant(tx, event.user_id, event.clue_id, STORY, key)

    async def forget_guesses(self, event: DayPassedEvent, tx: Transaction) -> None:
        await SecretRows().drop_guesses(tx, tx.now)
