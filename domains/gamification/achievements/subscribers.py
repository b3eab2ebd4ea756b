"""What moves achievements."""

from __future__ import annotations

from typing import Final

from domains.core import Subscription, Transaction, effect
from domains.core.events import BaseEvent, DayPassedEvent
from domains.gamification.achievements.repository import AchievementRows
from domains.gamification.achievements.service import Achievements
from domains.gamification.content.countable import COUNTABLE

COUNTING: Final = "gamification.count_achievements"
"""One subscription for all: what a player does is counted in the order it was done."""


class AchievementSubscribers:
    """Hears all that may be counted: a definition added at run time finds its events."""

    def __init__(self, achievements: Achievements) -> None:
        self._achievements = achievements
        self._rows = AchievementRows()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns achievements."""
        return (
            Subscription(
                name=COUNTING,
                patterns=tuple(COUNTABLE),
                service="gamification",
                handle_in_transaction=self.count,
                is_grouped=True,
            ),
            effect("gamification.count_holders", DayPassedEvent, self.count_holders),
        )

    async def count(self, event: BaseEvent, tx: Transaction) -> None:
        """Everything an achievement counts is about one player."""
        await self._achievements.count(tx, int(event.key), event)

    async def count_holders(self, event: DayPassedEvent, tx: Transaction) -> None:
        """Once a day, how rare each is."""
        await self._rows.count_holders(tx)
