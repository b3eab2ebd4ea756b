"""What a decision cost, or why it could not be taken, and what time did to the story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.gateway.notifications import NotificationCenter
from domains.core import (
    PointsDeductedEvent,
    ReservationRefusedEvent,
    StoryDecisionCostWithdrawnEvent,
    StoryDecisionDefaultedEvent,
    StoryReopenedEvent,
    Subscription,
    Transaction,
    effect,
)
from domains.core.events.base import BaseEvent
from domains.narrative.shelf.service import Shelf

DECISION_PRICE = "decision_price"
NOT_ENOUGH = "not_enough"


class DecisionNotices:
    """Each end of a paid decision, and each door that opened, is one notification request."""

    def __init__(
        self, notifications: NotificationCenter, shelf: Shelf, languages: Sequence[str]
    ) -> None:
        self._notifications = notifications
        self._shelf = shelf
        self._languages = languages

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.tell_decision_paid", PointsDeductedEvent, self._paid),
            effect("bot.tell_decision_refused", ReservationRefusedEvent, self._refused),
            effect("bot.tell_decision_withdrawn", StoryDecisionCostWithdrawnEvent, self._off),
            effect("bot.tell_story_reopened", StoryReopenedEvent, self._reopened),
            effect("bot.tell_decision_defaulted", StoryDecisionDefaultedEvent, self._defaulted),
        )

    async def _paid(self, event: PointsDeductedEvent, tx: Transaction) -> None:
        if event.action_type == DECISION_PRICE:
            params = {"amount": event.points_amount}
            await self._request(tx, event, event.user_id, "decision.paid", params)

    async def _refused(self, event: ReservationRefusedEvent, tx: Transaction) -> None:
        if event.reason == NOT_ENOUGH:  # what was withdrawn is told as such
            params = {"price": event.amount, "missing": event.amount - event.available}
            await self._request(tx, event, event.user_id, "decision.refused", params)

    async def _off(self, event: StoryDecisionCostWithdrawnEvent, tx: Transaction) -> None:
        await self._request(tx, event, event.user_id, "decision.withdrawn", {})

    async def _reopened(self, event: StoryReopenedEvent, tx: Transaction) -> None:
        is_open = await self._shelf.lies_open(tx, event.user_id, event.story_arc)
        kind = "story.ready" if is_open else "story.ready.aside"
        params = await self._titled(tx, event.story_arc)
        await self._request(tx, event, event.user_id, kind, params)

    async def _defaulted(self, event: StoryDecisionDefaultedEvent, tx: Transaction) -> None:
        params = await self._titled(tx, event.story_arc) | {"decision": event.decision_text}
        await self._request(tx, event, event.user_id, "story.defaulted", params)

    async def _titled(self, tx: Transaction, story_id: str) -> dict[str, object]:
        """Several stories may be told: a notice says which one it is about, in every language."""
        return {"titles": await self._shelf.titles(tx, story_id, self._languages)}

    async def _request(
        self,
        tx: Transaction,
        event: BaseEvent,
        user_id: int,
        kind: str,
        params: Mapping[str, object],
    ) -> None:
        await self._notifications.tell(tx, event, user_id, kind, params)
