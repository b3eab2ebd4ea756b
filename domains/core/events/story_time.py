"""What time does to a story: doors that open later, decisions that take themselves."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from domains.core.events.base import BaseEvent, Code, UserId
from domains.core.events.types import EventType


class StoryWaitEndedEvent(BaseEvent):
    """The time is up that a reader was asked to wait. Published later, at that instant."""

    event_type: ClassVar[str] = EventType.STORY_WAIT_ENDED
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    story_arc: Code


class StoryReopenedEvent(BaseEvent):
    """A door has opened before which a reader waits who wished to be told."""

    event_type: ClassVar[str] = EventType.STORY_REOPENED
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    story_arc: Code
    chapter_id: Code


class StoryTimerEndedEvent(BaseEvent):
    """The time is up that a reader had for a decision. Published later, at that instant."""

    event_type: ClassVar[str] = EventType.STORY_TIMER_ENDED
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    story_arc: Code
    choice: int = Field(ge=0, le=9)
    """Index of what is taken then."""


class StoryDecisionDefaultedEvent(BaseEvent):
    """Time was up, and the decision was taken that the author had foreseen for that."""

    event_type: ClassVar[str] = EventType.STORY_DECISION_DEFAULTED
    source_service: ClassVar[str] = "narrative"

    user_id: UserId
    story_arc: Code
    chapter_id: Code
    decision_text: str = Field(max_length=200)
