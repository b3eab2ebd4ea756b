"""What a custodian moves, and what came of it (A1.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

RULE: Final = "admin_adjustment"


def rule_of(cause: str | None) -> str:
    """The rule that a line of the ledger names: an adjustment, and the code of its reason."""
    return f"{RULE}.{cause}" if cause else RULE


def cause_of(rule_code: str) -> str | None:
    """The code of an adjustment's reason; None for other lines, and before there were codes."""
    rule, _, cause = rule_code.partition(".")
    return cause if rule == RULE and cause else None


@dataclass(frozen=True, slots=True)
class Order:
    """An adjustment to be booked: positive gives, negative takes. `at` is UTC.

    `cause` is the code of the reason.
    """

    adjustment_id: UUID
    user_id: int
    amount: int
    admin_id: int
    reason: str
    at: datetime
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """What was booked. `refusal` says why nothing was, None otherwise."""

    moved: int
    balance: int
    refusal: str | None = None
