"""Who asks for reservations, and when they are ended."""

from __future__ import annotations

from typing import Final

from domains.core import Subscription, Transaction, effect
from domains.core.events import (
    HourPassedEvent,
    StoryDecisionCostConfirmedEvent,
    StoryDecisionCostRequestedEvent,
    StoryDecisionCostWithdrawnEvent,
)
from domains.gamification.reservations.model import Wish
from domains.gamification.reservations.service import Reservations

DECISION: Final = "decision_price"
"""The ledger's rule code for what a decision of the story costs."""


class ReservationSubscribers:
    """Requests may come late, twice or after their withdrawal: each ends as it should."""

    def __init__(self, reservations: Reservations) -> None:
        self._reservations = reservations

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns reservations."""
        return (
            effect(
                "gamification.hold_on_decision_cost_requested",
                StoryDecisionCostRequestedEvent,
                self.hold,
            ),
            effect(
                "gamification.capture_on_decision_cost_confirmed",
                StoryDecisionCostConfirmedEvent,
                self.capture,
            ),
            effect(
                "gamification.release_on_decision_cost_withdrawn",
                StoryDecisionCostWithdrawnEvent,
                self.release,
            ),
            effect("gamification.release_expired_holds", HourPassedEvent, self.release_expired),
        )

    async def hold(self, event: StoryDecisionCostRequestedEvent, tx: Transaction) -> None:
        wish = Wish(event.reservation_id, event.user_id, event.amount, DECISION)
        await self._reservations.reserve(tx, wish)

    async def capture(self, event: StoryDecisionCostConfirmedEvent, tx: Transaction) -> None:
        await self._reservations.capture(tx, event.user_id, event.reservation_id)

    async def release(self, event: StoryDecisionCostWithdrawnEvent, tx: Transaction) -> None:
        await self._reservations.release(tx, event.user_id, event.reservation_id, DECISION)

    async def release_expired(self, event: HourPassedEvent, tx: Transaction) -> None:
        """What is left over waits for the next hour."""
        await self._reservations.release_expired(tx)
