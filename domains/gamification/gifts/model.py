"""A gift as a value: offered once, answered once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class GivingRules(BaseModel):
    """The numbers of giving."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    per_day: int = Field(default=5, ge=1, le=1_000)
    """Gifts that somebody may offer in one day of UTC."""
    days: int = Field(default=7, ge=1, le=90)
    """A gift that nobody has answered for so long goes back."""


class State(StrEnum):
    """OFFERED is the only one that can change, and it changes once."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Gift:
    """One copy of an item on its way. Who has left the house is None."""

    id: UUID
    giver_user_id: int | None
    recipient_user_id: int | None
    item_id: str
    state: str
    ends_at: datetime
