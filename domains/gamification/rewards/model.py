"""What is asked for when somebody has earned something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domains.gamification.points.model import Account
from domains.gamification.streaks.model import Streak


@dataclass(frozen=True, slots=True)
class Earning:
    """Something done by playing that is worth besitos.

    `base` is what the rule gives, before everything; `key` names the cause and pays once;
    `at` is when it happened. `target` names what it was done to, where doing the same again
    is worth less.
    """

    base: int
    key: str
    rule_code: str
    at: datetime
    target: str = ""


@dataclass(frozen=True, slots=True)
class Earner:
    """Who earns: their account, and what makes more of whatever they earn.

    `boost_bps` is the strength of the strongest boost at the moment that was asked for, or
    None; the streak is as it was last written down.
    """

    account: Account
    plan: str
    streak: Streak | None
    boost_bps: int | None
