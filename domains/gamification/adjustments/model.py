"""What a custodian moves, and what came of it (A1.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Order:
    """An adjustment to be booked: positive gives, negative takes. `at` is UTC."""

    adjustment_id: UUID
    user_id: int
    amount: int
    admin_id: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Posting:
    """What was booked. `refusal` says why nothing was, None otherwise."""

    moved: int
    balance: int
    refusal: str | None = None
