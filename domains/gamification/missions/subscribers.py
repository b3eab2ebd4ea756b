"""What gives missions, moves them and ends them."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import BaseEvent, HourPassedEvent, UserActivityDetectedEvent
from domains.gamification.content.countable import COUNTABLE
from domains.gamification.missions.service import Missions
from domains.gamification.rotation.service import Rotation


class MissionSubscribers:
    """One subscription for all that is counted: in the order it was done."""

    def __init__(self, rotation: Rotation, missions: Missions) -> None:
        self._rotation = rotation
        self._missions = missions

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns missions."""
        return (
            Subscription(
                name="gamification.count_missions",
                patterns=tuple(COUNTABLE),
                service="gamification",
                handle_in_transaction=self.count,
                is_grouped=True,
            ),
            effect("gamification.claim_overdue_missions", HourPassedEvent, self.sweep),
        )

    async def count(self, event: BaseEvent, tx: Transaction) -> None:
        """Everything counted is about one player. The first visit of a day brings its set."""
        if isinstance(event, UserActivityDetectedEvent):
            at, zone = event.timestamp, event.timezone
            await self._rotation.ensure(tx, event.user_id, zone, at)
        await self._missions.count(tx, int(event.key), event)

    async def sweep(self, event: HourPassedEvent, tx: Transaction) -> None:
        """What is left over waits for the next hour."""
        await self._missions.sweep(tx)
