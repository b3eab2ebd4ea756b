"""Amounts and lines of the ledger.

Besitos can be spent, experience only grows. Both are whole numbers of at most 64 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domains.gamification.rules.model import ONE


class Currency(StrEnum):
    BESITOS = "besitos"
    XP = "xp"


class Kind(StrEnum):
    """Why a line exists. Only what is EARNED by playing is multiplied."""

    EARNED = "earned"
    REWARD = "reward"
    SPENT = "spent"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Amount:
    """How an amount came about, step by step: base × multiplier = raw, less the cut."""

    base: int
    multiplier_bps: int = ONE
    cap_cut: int = 0

    @property
    def raw(self) -> int:
        """Multiplied and rounded half up; something never becomes nothing."""
        if self.base <= 0:
            return self.base
        return max(1, half_up(self.base, self.multiplier_bps))

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


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody owns. `top_level` is the highest level ever reached.

    `balance` can be spent; `held` is theirs too, but set aside for something.
    """

    id: int
    user_id: int
    balance: int
    held: int
    debt: int
    xp: int
    top_level: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome of an entry. `is_new` is False when the cause had been paid before."""

    amount: int
    account: Account
    is_new: bool


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One movement, with everything that explains it.

    `base_amount` × `multiplier_bps` / 10 000 = `raw_amount`; `amount` is what really moved:
    less than `raw_amount` by `cap_cut`, or by what was not there to be taken back.
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


@dataclass(frozen=True, slots=True)
class EconomyTotals:
    """All besitos that ever came and went, and how many accounts hold them."""

    earned: int
    spent: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """An account whose cached sums are not the sums of its lines.

    `balance` counts what is held, less what is owed.
    """

    account_id: int
    user_id: int | None
    balance: int
    ledger_balance: int
    xp: int
    ledger_xp: int


def half_up(base: int, bps: int) -> int:
    """`base` × `bps` / 10 000 for a non-negative base, half rounded up, in integers."""
    return (base * bps + ONE // 2) // ONE
