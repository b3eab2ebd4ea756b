"""What waits, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """OPEN is the only one that changes, and it changes once."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line whose besitos and experience are not given yet."""

    line_id: int
    amount: int
    xp: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OpenReview:
    """As somebody who decides sees it. `user_id` is None for who was forgotten."""

    line_id: int
    user_id: int | None
    amount: int
    rule_code: str
    opened_at: datetime
    due_at: datetime
