"""Invitations as values (A9). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

PREFIX: Final = "r_"
"""What the payload of an invitation's link begins with."""


class State(StrEnum):
    """ATTRIBUTED → QUALIFIED → REWARDED, or REJECTED; HELD until a custodian has decided.

    REVERSED: it was paid, and taken back because the guest was banned.
    """

    ATTRIBUTED = "attributed"
    HELD = "held"
    QUALIFIED = "qualified"
    REWARDED = "rewarded"
    REJECTED = "rejected"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody who came by somebody's link."""

    invitee_id: int
    referrer_id: int
    state: str
    attributed_at: datetime
    rewarded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Invitations of one player that wait for a decision."""

    id: int
    referrer_id: int
    held: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whose case was decided, and how many invitations that concerned."""

    referrer_id: int
    invitations: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody's link, and how many came by it: numbers only, nobody is named."""

    code: str
    on_the_way: int
    under_review: int
    rewarded: int
    reward: int
    welcome: int
