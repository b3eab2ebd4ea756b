"""What ends of itself when nobody comes."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import HourPassedEvent
from domains.gamification.dice.service import DiceService
from domains.gamification.duels.service import DuelService


class GameSubscribers:
    """What is left over waits for the next hour."""

    def __init__(self, dice: DiceService, duels: DuelService) -> None:
        self._dice = dice
        self._duels = duels

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns games."""
        return (effect("gamification.end_overdue_games", HourPassedEvent, self.sweep),)

    async def sweep(self, event: HourPassedEvent, tx: Transaction) -> None:
        await self._dice.sweep(tx)
        await self._duels.sweep(tx)
