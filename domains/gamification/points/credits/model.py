"""A credit, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domains.gamification.bounds.model import Tally
from domains.gamification.points.model import Burst, Entry


@dataclass(frozen=True, slots=True)
class Counted:
    """What a credit counts for on its UTC day; `target` is empty where it does not matter."""

    day: date
    target: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Credit:
    """Besitos, and experience if the entry has any, for an account that is locked.

    What is earned by playing is `counted`, and keeps the `burst` of its account.
    """

    account_id: int
    entry: Entry
    amount: int
    rule_version: int
    burst: Burst | None = None
    counted: Counted | None = None
