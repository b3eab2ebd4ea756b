"""How Diana learns what somebody did: from events, each remembered once."""

from __future__ import annotations

from dataclasses import dataclass, field

from domains.core import Subscription, Transaction, effect
from domains.core.events import (
    AchievementUnlockedEvent,
    CharacterInteractionEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
    StreakUpdatedEvent,
    UserActivityDetectedEvent,
    UserRegisteredEvent,
)
from domains.diana.model import CHARACTER
from domains.diana.repository import Acquaintances


@dataclass(frozen=True, slots=True)
class Memory:
    """Writes down what Diana hears, at the time it happened."""

    known: Acquaintances = field(default_factory=Acquaintances)

    async def remember_on_registered(self, event: UserRegisteredEvent, tx: Transaction) -> None:
        """They met."""
        await self.known.registered(tx, event.user_id, event.timestamp)

    async def remember_on_activity(
        self, event: UserActivityDetectedEvent, tx: Transaction
    ) -> None:
        """They were here."""
        await self.known.seen(tx, event.user_id, event.timestamp)

    async def remember_on_decision(self, event: StoryDecisionMadeEvent, tx: Transaction) -> None:
        """They decided."""
        await self.known.decided(tx, event.user_id)

    async def remember_on_chapter_started(
        self, event: StoryChapterStartedEvent, tx: Transaction
    ) -> None:
        """They began a chapter."""
        await self.known.chapter_started(tx, event.user_id, event.chapter_id, event.timestamp)

    async def remember_on_chapter_completed(
        self, event: StoryChapterCompletedEvent, tx: Transaction
    ) -> None:
        """They finished a chapter."""
        await self.known.chapter_completed(tx, event.user_id, event.chapter_id, event.timestamp)

    async def remember_on_streak(self, event: StreakUpdatedEvent, tx: Transaction) -> None:
        """They came back a day later, or did not."""
        if event.streak_type == "daily":
            days = event.current_streak
            await self.known.streak(tx, event.user_id, days, event.timestamp)

    async def remember_on_unlock(self, event: AchievementUnlockedEvent, tx: Transaction) -> None:
        """They unlocked something."""
        await self.known.unlocked(tx, event.user_id, event.achievement_id, event.timestamp)

    async def remember_on_interaction(
        self, event: CharacterInteractionEvent, tx: Transaction
    ) -> None:
        """Something moved between the two of them; other characters are not her affair."""
        if event.character_id == CHARACTER:
            await self.known.relationship(
                tx,
                event.user_id,
                event.relationship_after,
                event.relationship_change,
                event.timestamp,
            )


def subscriptions() -> tuple[Subscription, ...]:
    """Everything Diana hears."""
    memory = Memory()
    return (
        effect("diana.remember_on_registered", UserRegisteredEvent, memory.remember_on_registered),
        effect(
            "diana.remember_on_activity", UserActivityDetectedEvent, memory.remember_on_activity
        ),
        effect("diana.remember_on_decision", StoryDecisionMadeEvent, memory.remember_on_decision),
        effect(
            "diana.remember_on_chapter_started",
            StoryChapterStartedEvent,
            memory.remember_on_chapter_started,
        ),
        effect(
            "diana.remember_on_chapter_completed",
            StoryChapterCompletedEvent,
            memory.remember_on_chapter_completed,
        ),
        effect("diana.remember_on_streak", StreakUpdatedEvent, memory.remember_on_streak),
        effect("diana.remember_on_unlock", AchievementUnlockedEvent, memory.remember_on_unlock),
        effect(
            "diana.remember_on_interaction",
            CharacterInteractionEvent,
            memory.remember_on_interaction,
        ),
    )
