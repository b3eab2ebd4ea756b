"""What moves invitations on."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import (
    DayPassedEvent,
    StoryChapterCompletedEvent,
    UserActivityDetectedEvent,
    UserRegisteredEvent,
)
from domains.gamification.players.repository import Players
from domains.gamification.referrals.service import ReferralService


class ReferralSubscribers:
    """What a player does is noted before it is judged, whichever subscription hears it first."""

    def __init__(self, referrals: ReferralService) -> None:
        self._referrals = referrals
        self._players = Players()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns invitations."""
        return (
            effect("gamification.attribute_referral", UserRegisteredEvent, self.attribute),
            effect("gamification.follow_referral", UserActivityDetectedEvent, self.see),
            effect("gamification.follow_reader", StoryChapterCompletedEvent, self.read),
            effect("gamification.pay_waiting_referrals", DayPassedEvent, self.sweep),
        )

    async def attribute(self, event: UserRegisteredEvent, tx: Transaction) -> None:
        await self._referrals.attribute(tx, event.user_id, event.start_payload, event.timestamp)

    async def see(self, event: UserActivityDetectedEvent, tx: Transaction) -> None:
        await self._players.saw(tx, event.user_id, event.timestamp, event.timezone)
        await self._referrals.follow(tx, event.user_id)

    async def read(self, event: StoryChapterCompletedEvent, tx: Transaction) -> None:
        await self._players.finish(tx, event.user_id, event.chapter_id)
        await self._referrals.follow(tx, event.user_id)

    async def sweep(self, event: DayPassedEvent, tx: Transaction) -> None:
        """What is left over waits for the next day."""
        await self._referrals.sweep(tx)
