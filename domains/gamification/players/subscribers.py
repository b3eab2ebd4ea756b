"""What is heard about players."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import (
    StoryChapterCompletedEvent,
    StoryDecisionMadeEvent,
    TriviaAnsweredEvent,
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
)
from domains.gamification.players.repository import Players


class PlayerSubscribers:
    """Keeps the projection."""

    def __init__(self) -> None:
        self._players = Players()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that is said about somebody."""
        return (
            effect("gamification.meet_player", UserRegisteredEvent, self.meet),
            effect("gamification.see_player", UserActivityDetectedEvent, self.see),
            effect("gamification.move_player", UserProfileUpdatedEvent, self.move),
            effect("gamification.note_first_act", StoryDecisionMadeEvent, self.act),
            effect("gamification.note_first_answer", TriviaAnsweredEvent, self.act),
            effect("gamification.note_chapter", StoryChapterCompletedEvent, self.finish),
        )

    async def meet(self, event: UserRegisteredEvent, tx: Transaction) -> None:
        await self._players.meet(tx, event.user_id, event.timestamp)

    async def see(self, event: UserActivityDetectedEvent, tx: Transaction) -> None:
        await self._players.saw(tx, event.user_id, event.timestamp, event.timezone)

    async def move(self, event: UserProfileUpdatedEvent, tx: Transaction) -> None:
        if event.timezone is not None:
            await self._players.move(tx, event.user_id, event.timezone)

    async def act(
        self, event: StoryDecisionMadeEvent | TriviaAnsweredEvent, tx: Transaction
    ) -> None:
        await self._players.acted(tx, event.user_id, event.timestamp)

    async def finish(self, event: StoryChapterCompletedEvent, tx: Transaction) -> None:
        await self._players.finish(tx, event.user_id, event.chapter_id)
