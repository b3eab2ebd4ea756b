"""What the gamification module publishes about boards and leagues."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from domains.core.events.base import BaseEvent, Code, Priority, Total, UserId
from domains.core.events.types import EventType
from domains.core.interfaces import Durability, EventPriority, Overflow


class BoardScoreChangedEvent(BaseEvent):
    """A shown player's score on a board is another one; for copies of the boards.

    Not durable: a copy checks itself against the database.
    """

    event_type: ClassVar[str] = EventType.BOARD_SCORE_CHANGED
    source_service: ClassVar[str] = "gamification"
    durability: ClassVar[Durability] = Durability.EPHEMERAL
    overflow: ClassVar[Overflow] = Overflow.DROP_OLDEST
    priority: Priority = EventPriority.LOW

    user_id: UserId
    board_id: int = Field(ge=1, lt=2**63)
    score: Total
    """Absolute; 0 when the player is not shown there any more."""
    reached_ms: int = Field(ge=0, lt=2**63)
    """Milliseconds since 1970 at which the score was reached."""


class LeagueJoinedEvent(BaseEvent):
    """A player was seated in a league for a week. Tiers count from 1."""

    event_type: ClassVar[str] = EventType.LEAGUE_JOINED
    source_service: ClassVar[str] = "gamification"

    user_id: UserId
    week: Code
    tier: int = Field(ge=1, le=100)
    previous_tier: int | None = Field(default=None, ge=1, le=100)
    """The tier of the week before; None for the first time."""
