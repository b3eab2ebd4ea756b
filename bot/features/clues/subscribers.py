"""A clue that did not come from the story's own pages is told as those are."""

from __future__ import annotations

from collections.abc import Sequence

from bot.gateway.notifications import NotificationCenter
from bot.i18n import Translators
from bot.ui.items import ClueBook, clue_name
from domains.core import ClueAcquiredEvent, Subscription, Transaction, effect
from domains.gamification.clues.service import STORY


class ClueNotices:
    """Tells the player, exactly once."""

    def __init__(
        self,
        notifications: NotificationCenter,
        book: ClueBook,
        translators: Translators,
    ) -> None:
        self._notifications = notifications
        self._book = book
        self._translators = translators
        self._languages: Sequence[str] = translators.languages

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_clue_acquired", ClueAcquiredEvent, self._acquired),)

    async def _acquired(self, event: ClueAcquiredEvent, tx: Transaction) -> None:
        if event.source == STORY:  # the story's own event is told already
            return
        # The story's words are content: they travel along, in every language.
        names = {
            language: clue_name(self._translators.of(language), self._book, event.clue_id)
            for language in self._languages
        }
        await self._notifications.tell(tx, event, event.user_id, "clue.found", {"names": names})
