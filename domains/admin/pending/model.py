"""An adjustment that waits, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from domains.admin.grants.model import Cause
from domains.admin.model import PersonView, Wallet

CONFIRM: Final = "points.confirm"
DECLINE: Final = "points.decline"
WITHDRAW: Final = "points.withdraw"
"""The audit's names."""

MOST_SHOWN = 10


class State(StrEnum):
    """OPEN is the only one that changes, and it changes once."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Pending:
    """An adjustment that waits. Its id is that of the audit line which asked for it.

    Asker and target are None once they have been forgotten. `day` is the UTC day whose
    allowance it uses. `cause` is None for what was asked before codes were.
    """

    id: UUID
    asker_id: int | None
    target_id: int | None
    amount: int
    cause: Cause | None
    reason: str
    day: date
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PendingView:
    """As a custodian sees it who decides. `is_own`: they asked for it themselves."""

    pending: Pending
    asker: PersonView
    target: PersonView
    wallet: Wallet
    is_own: bool
