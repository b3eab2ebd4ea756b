"""What the narrative module publishes."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from domains.core.events.base import Amount, BaseEvent, Code, Count, Occasion, Priority, UserId
from domains.core.events.frozen import FrozenDict
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority

Impact = Annotated[int, Field(ge=-100, le=100)]
"""How far a relationship moved."""

Impacts = Annotated[dict[Code, Impact], Field(max_length=32), AfterValidator(FrozenDict)]
"""How far several did, by character."""

Consequence = Annotated[str, Field(min_length=1, max_length=200)]
"""What followed, as the story names it."""


class StoryChapterStartedEvent(BaseEvent):
    """A player began a chapter."""

    event_type: ClassVar[str] = EventType.CHAPTER_STARTED
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    chapter_id: Code
    chapter_title: str = Field(default="", max_length=200)
    story_arc: Code = "main"
    started_at: AwareDatetime | None = None


class StoryChapterCompletedEvent(BaseEvent):
    """A player reached a chapter's end. `first_time` is False on a replay."""

    event_type: ClassVar[str] = EventType.CHAPTER_COMPLETED
    source_service: ClassVar[str] = "narrative"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    chapter_id: Code
    story_arc: Code = "main"
    ending_id: Code | None = None
    decisions: Count = 0
    first_time: bool = True


class StoryDecisionMadeEvent(BaseEvent):
    """A player decided. `points` is what the story gives for it, 0 on a replay.

    `is_retaken`: on this reading the player had decided here before, and took it back.

    `occasion` names the decision's visit (`<run>:<turn>`): the natural idempotency key
    of whatever it earns.
    """

    event_type: ClassVar[str] = EventType.DECISION_MADE
    source_service: ClassVar[str] = "narrative"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    chapter_id: Code
    decision_id: Code
    decision_text: str = Field(default="", max_length=200)
    consequences: tuple[Consequence, ...] = Field(default=(), max_length=32)
    character_impacts: Impacts = Field(default_factory=FrozenDict)
    decision_timestamp: AwareDatetime | None = None
    occasion: str = Field(default="", max_length=64)
    points: int = Field(default=0, ge=0, le=1_000)
    is_retaken: bool = False


class CharacterInteractionEvent(BaseEvent):
    """A relationship moved; `relationship_after` is its new value."""

    event_type: ClassVar[str] = EventType.CHARACTER_INTERACTION
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    character_id: Code
    relationship_change: Impact
    relationship_after: int = Field(ge=-1_000, le=1_000)


class ClueFoundEvent(BaseEvent):
    """A clue entered the player's bag, for the first time."""

    event_type: ClassVar[str] = EventType.CLUE_FOUND
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    clue_id: Code
    chapter_id: Code


class StoryAchievementEarnedEvent(BaseEvent):
    """A page says that its reader has achieved something, told for the first time.

    What that is worth is not the story's to say: achievements that count it answer.
    """

    event_type: ClassVar[str] = EventType.STORY_ACHIEVEMENT_EARNED
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    achievement_id: Code
    chapter_id: Code
    story_arc: Code = "main"


class CluesCombinedEvent(BaseEvent):
    """Clues put together opened a new one."""

    event_type: ClassVar[str] = EventType.CLUES_COMBINED
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    clue_ids: tuple[Code, ...] = Field(min_length=2, max_length=16)
    result_clue_id: Code


class StoryProgressUpdatedEvent(BaseEvent):
    """How far a player is in a chapter."""

    event_type: ClassVar[str] = EventType.PROGRESS_UPDATED
    source_service: ClassVar[str] = "narrative"
    priority: Priority = EventPriority.LOW

    user_id: UserId
    chapter_id: Code
    turn: Count


class StoryDecisionCostRequestedEvent(BaseEvent):
    """A decision costs besitos: they are to be set aside before it is applied."""

    event_type: ClassVar[str] = EventType.DECISION_COST_REQUESTED
    source_service: ClassVar[str] = "narrative"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    reservation_id: UUID
    """Names the reservation from now on; asking twice with one id reserves once."""
    amount: Amount
    chapter_id: Code
    decision_id: Code
    occasion: Occasion
    """The decision's visit, as in the decision itself."""


class StoryDecisionCostConfirmedEvent(BaseEvent):
    """The decision was applied: what was set aside for it is to be spent."""

    event_type: ClassVar[str] = EventType.DECISION_COST_CONFIRMED
    source_service: ClassVar[str] = "narrative"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    reservation_id: UUID


class StoryDecisionCostWithdrawnEvent(BaseEvent):
    """The decision was not applied: what was set aside for it is to be free again."""

    event_type: ClassVar[str] = EventType.DECISION_COST_WITHDRAWN
    source_service: ClassVar[str] = "narrative"
    priority: Priority = EventPriority.HIGH

    user_id: UserId
    reservation_id: UUID
    reason: Code
