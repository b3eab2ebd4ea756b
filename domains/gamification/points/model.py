"""Amounts and lines of the ledger.

Besitos can be spent, experience only grows. Both are whole numbers of at most 64 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domains.gamification.rules.model import ONE


class Currency(StrEnum):
    BESITOS = "besitos"
    XP = "xp"


class Kind(StrEnum):
    """Why a line exists. Only what is EARNED by playing is multiplied and bounded.

    A REVERSAL takes a line back; REOPENED is what a limit had cut and has room for since.
    A CLAWBACK takes its amount in full: what is spent already is owed.
    """

    EARNED = "earned"
    REWARD = "reward"
    SPENT = "spent"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"
    REOPENED = "reopened"
    CLAWBACK = "clawback"


@dataclass(frozen=True, slots=True)
class Amount:
    """How an amount came about, step by step: base × multiplier × part = raw, less the cut.

    `part_bps` is less than one for what is repeated, and for new accounts.
    """

    base: int
    multiplier_bps: int = ONE
    cap_cut: int = 0
    part_bps: int = ONE

    @property
    def raw(self) -> int:
        """Multiplied and rounded half up; something never becomes nothing."""
        if self.base <= 0:
            return self.base
        return max(1, half_up(self.base * self.multiplier_bps, self.part_bps, ONE))

    @property
    def granted(self) -> int:
        """What is credited, or debited when negative."""
        return self.raw - self.cap_cut


@dataclass(frozen=True, slots=True)
class Entry:
    """A wish to write one line, or two when the cause gives experience as well.

    `key` names the cause and is unique for its player: the same cause pays once, however
    often it is claimed. `occurred_at` is when the cause happened.
    """

    key: str
    kind: Kind
    rule_code: str
    amount: Amount
    occurred_at: datetime
    xp: int = 0
    actor_id: int | None = None
    note: str | None = None
    reversal_of: int | None = None


@dataclass(frozen=True, slots=True)
class Burst:
    """How many causes were paid since a moment, one shortly after the other."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody owns. `top_level` is the highest level ever reached.

    `balance` can be spent; `held` is theirs too, but set aside for something; `pending` waits
    for a review. Nothing is spent while `debt` is owed or the account is frozen. `burst`
    causes were paid since `burst_from`.
    """

    id: int
    user_id: int
    balance: int
    held: int
    debt: int
    xp: int
    top_level: int
    pending: int
    frozen_at: datetime | None
    opened_at: datetime
    burst: int
    burst_from: datetime | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome of an entry. `is_new` is False when the cause had been paid before.

    `is_pending`: it is written down, and not spendable before a review.
    """

    amount: int
    account: Account
    is_new: bool
    is_pending: bool = False


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One movement, with everything that explains it.

    `base_amount` × `multiplier_bps` × `part_bps` / 10 000² = `raw_amount`; `amount` is what
    really moved: less than `raw_amount` by `cap_cut`, or by what was not there to be taken back.
    `review` is `open`, `approved` or `rejected` for what had to wait; `is_reversed` says that
    another line takes this one back.
    """

    id: int
    kind: str
    rule_code: str
    amount: int
    base_amount: int
    raw_amount: int
    multiplier_bps: int
    cap_cut: int
    note: str | None
    occurred_at: datetime
    part_bps: int = ONE
    rule_version: int = 0
    reversal_of: int | None = None
    actor_id: int | None = None
    utc_day: date | None = None
    key: str = ""
    review: str | None = None
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """An account whose cached sums are not the sums of its lines.

    `balance` counts what is held and what waits for a review, less what is owed.
    """

    account_id: int
    user_id: int | None
    balance: int
    ledger_balance: int
    xp: int
    ledger_xp: int


def half_up(base: int, bps: int, scale: int = 1) -> int:
    """`base` × `bps` / (10 000 × `scale`) for a non-negative base, half rounded up."""
    whole = ONE * scale
    return (base * bps + whole // 2) // whole
