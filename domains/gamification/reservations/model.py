"""A reservation as values: asked for once, ended once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

USUAL_HOLD: Final = timedelta(hours=24)
"""Whoever asked has ended a reservation long before; this is for one that forgot."""


class State(StrEnum):
    """HELD is the only one that can change, and it changes once."""

    HELD = "held"
    CAPTURED = "captured"
    RELEASED = "released"
    REFUSED = "refused"


NOT_ENOUGH: Final = "not_enough"
"""Why a reservation is refused: the balance is lower, or there is a debt."""
WITHDRAWN: Final = "withdrawn"
"""Whoever asked does not want it any more."""
EXPIRED: Final = "expired"
"""It was held until its time was over and nobody came."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks to be set aside. `purpose` is the ledger's rule code.

    `until` is how long, UTC: what it is for may last for days. None: for `USUAL_HOLD`.
    """

    reservation_id: UUID
    user_id: int
    amount: int
    purpose: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A reservation. `reason` says why it was released or refused."""

    reservation_id: UUID
    account_id: int
    amount: int
    purpose: str
    state: str
    reason: str | None
    expires_at: datetime
