"""What the narrative module publishes about stories: a version's time has come, a new version."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from domains.core.events.base import BaseEvent, Code
from domains.core.events.types import EventType


class StoryPublicationDueEvent(BaseEvent):
    """A version of a story was to be published at this moment, unless it was withdrawn."""

    event_type: ClassVar[str] = EventType.PUBLICATION_DUE
    source_service: ClassVar[str] = "narrative"
    key_field: ClassVar[str] = "story_id"

    release_id: UUID
    story_id: Code


class StoryPublishedEvent(BaseEvent):
    """From now on chapters begin with this version of the story. A version may come back."""

    event_type: ClassVar[str] = EventType.STORY_PUBLISHED
    source_service: ClassVar[str] = "narrative"
    key_field: ClassVar[str] = "story_id"

    story_id: Code
    version: int = Field(ge=1)
    """Counts the story's versions from 1."""
    sha256: Code
    """Of the manifest and every chapter, as hexadecimal digits."""
