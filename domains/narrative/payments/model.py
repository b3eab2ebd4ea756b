"""A decision that costs besitos, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

PATIENCE: Final = timedelta(minutes=2)
"""How long a decision waits for its besitos before it is called off."""


class State(StrEnum):
    """PENDING is the only one that changes, and it changes once."""

    PENDING = "pending"
    APPLIED = "applied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Payment:
    """What was decided, at which turn, for how much. `available` is known of a refused one."""

    reservation_id: UUID
    user_id: int
    run_id: int
    turn: int
    choice: int
    price: int
    language: str
    state: str
    available: int | None


class Price(BaseModel):
    """What the saga remembers. Nothing in it names the player."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    besitos: int = Field(gt=0)
    reason: str = ""
    """Why it was called off."""
